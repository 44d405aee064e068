using System.Text.Json;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>Answers of either side as text that can be compared.</summary>
internal static class ComparableResult
{
    public static string FromJson(JsonElement answer)
    {
        if (answer.TryGetProperty("printed", out JsonElement printed))
            return printed.GetString()!;
        if (answer.TryGetProperty("refused", out JsonElement refused))
            return FormatError(refused);
        return SortLines(answer.GetProperty("errors").EnumerateArray().Select(FormatError));
    }

    /// <summary>Errors in an order of their own: no client depends on which of two comes first.</summary>
    public static string SortLines(IEnumerable<string> errors) => string.Join('\n', errors.Order(StringComparer.Ordinal));

    /// <summary>Fails with the lines that differ.</summary>
    public static void Compare(string question, string expected, string actual) =>
        actual.ShouldBe(
            expected,
            $"{question}\n--- only expected\n{GetDifferentLines(expected, actual)}\n--- only actual\n{GetDifferentLines(actual, expected)}"
        );

    private static string GetDifferentLines(string here, string there) => string.Join('\n', here.Split('\n').Except(there.Split('\n')));

    private static string FormatError(JsonElement error) =>
        new GraphQLError(
            error.GetProperty("message").GetString()!,
            [.. error.GetProperty("locations").EnumerateArray().Select(ReadLocation)]
        ).ToString();

    private static SourceLocation ReadLocation(JsonElement at) =>
        new(at.GetProperty("line").GetInt32(), at.GetProperty("column").GetInt32());
}
