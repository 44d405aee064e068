using System.Runtime.CompilerServices;
using System.Text;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// How large a plan may become as text and as SQL. A short question can make a large one: names stand for expressions that
/// hold other names twice, and some functions say their argument several times.
/// </summary>
internal static class PlanSize
{
    private const int Longest = 500_000;

    public static T Checked<T>(T part)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooComplex();
        return part;
    }

    public static void Check(StringBuilder text)
    {
        if (text.Length > Longest || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooComplex();
    }

    public static string Bounded(string sql) => sql.Length <= Longest ? sql : throw TooComplex();

    public static StoreException TooComplex() => new(StoreException.TooComplex, "The question is larger or more deeply nested than the store can answer. Ask for less at once.");
}
