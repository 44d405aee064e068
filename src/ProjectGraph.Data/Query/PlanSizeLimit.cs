using System.Runtime.CompilerServices;
using System.Text;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Limits the size of a plan as text and as SQL. A short query can produce a large plan: names can stand for expressions that
/// use other names twice, and some functions repeat their argument.
/// </summary>
internal static class PlanSizeLimit
{
    private const int MaxLength = 500_000;

    public static T Checked<T>(T part)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw CreateTooComplexException();
        return part;
    }

    public static void Check(StringBuilder text)
    {
        if (text.Length > MaxLength || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw CreateTooComplexException();
    }

    public static string CheckSql(string sql) => sql.Length <= MaxLength ? sql : throw CreateTooComplexException();

    public static StoreException CreateTooComplexException() =>
        new(StoreException.TooComplex, "The query is too large or too deeply nested for the store. Request less at once.");
}
