using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox;

/// <summary>
/// Compares JSON values for vendors that sort in their database. The order is MongoDB's: no value, numbers, texts by code point,
/// objects, lists, booleans. .NET's ordinal comparison is by UTF-16 unit, which sorts an emoji before U+FB01.
/// </summary>
internal sealed class SandboxOrder : IComparer<JsonNode?>
{
    public static readonly SandboxOrder ByValue = new();

    public int Compare(JsonNode? x, JsonNode? y)
    {
        var byType = Rank(x).CompareTo(Rank(y));
        if (byType != 0)
            return byType;
        if (x is JsonArray or JsonObject)
            return CompareText(SandboxJson.Write(x), SandboxJson.Write(y));
        if (x.Text() is { } text)
            return CompareText(text, y.Text()!);
        return x.IsNumber() && y.IsNumber() ? Number(x!).CompareTo(Number(y!)) : 0;
    }

    public static int CompareText(string x, string y)
    {
        var (left, right) = (x.EnumerateRunes(), y.EnumerateRunes());
        while (left.MoveNext())
        {
            if (!right.MoveNext())
                return 1;
            if (left.Current != right.Current)
                return left.Current.CompareTo(right.Current);
        }
        return right.MoveNext() ? -1 : 0;
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static int Rank(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null or JsonValueKind.Null or JsonValueKind.Undefined => 0,
            JsonValueKind.Number => 1,
            JsonValueKind.String => 2,
            JsonValueKind.Object => 3,
            JsonValueKind.Array => 4,
            JsonValueKind.False => 5,
            _ => 6,
        };
}
