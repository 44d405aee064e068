using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.Tests.Oracle;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>The answers of both protocols to one question, as texts that are equal where the answers are.</summary>
internal static class AnswerComparison
{
    public static IEnumerable<string> OfGraphQL(JsonElement connection, QuestionLevel level)
    {
        foreach (var row in connection.GetProperty("nodes").EnumerateArray())
        {
            yield return Row(row.GetProperty("databaseId"), level.Fields.Select(path => OracleValue.Of(path.Read(row), path.Field)));
            foreach (var list in level.Lists)
                yield return $"{list.Name}: {string.Join(',', row.GetProperty(list.GraphQLName).EnumerateArray().Select(item => list.ListOf is null ? item.GetProperty("databaseId").ToString() : item.GetString()))}";
            foreach (var (relation, below) in level.Nested)
            foreach (var line in OfGraphQL(row.GetProperty(relation.GraphQLName), below))
                yield return $"{relation.Name} > {line}";
        }
        if (level.Counts)
            yield return $"count {connection.GetProperty("totalCount")}";
    }

    public static IEnumerable<string> OfOData(JsonElement holder, QuestionLevel level, string name = "value")
    {
        foreach (var row in holder.GetProperty(name).EnumerateArray())
        {
            yield return Row(
                row.GetProperty(level.Entity.Key.Name),
                level.Fields.Select(path => OracleValue.Of(path.ReadOData(row), path.Field))
            );
            foreach (var list in level.Lists)
                yield return $"{list.Name}: {string.Join(',', row.GetProperty(list.Name).EnumerateArray().Select(item => item.GetProperty((list.ListOf ?? list.Target.Key).Name).ToString()))}";
            foreach (var (relation, below) in level.Nested)
            foreach (var line in OfOData(row, below, relation.Name))
                yield return $"{relation.Name} > {line}";
        }
        if (level.Counts)
            yield return $"count {holder.GetProperty(name == "value" ? "@odata.count" : $"{name}@odata.count")}";
    }

    /// <summary>Counts and aggregates of each group, in the order of the groups; its keys have other forms in each protocol.</summary>
    public static IEnumerable<string> GroupsOfGraphQL(JsonElement groups) =>
        groups
            .EnumerateArray()
            .Select(group =>
                string.Join(
                    ',',
                    group
                        .EnumerateObject()
                        .SelectMany(member =>
                            member.Value.ValueKind == JsonValueKind.Object
                                ? member.Value.EnumerateObject().Select(inner => Number(inner.Value))
                                : [Number(member.Value)]
                        )
                )
            );

    public static IEnumerable<string> GroupsOfOData(JsonElement answer) =>
        answer
            .GetProperty("value")
            .EnumerateArray()
            .Select(group => string.Join(',', group.EnumerateObject().Where(IsAggregate).Select(member => Number(member.Value))));

    private static bool IsAggregate(JsonProperty member) =>
        member.Name == "Count"
        || (
            !member.Name.Contains('@', StringComparison.Ordinal)
            && new[] { "Sum", "Average", "Min", "Max" }.Any(method => member.Name.EndsWith(method, StringComparison.Ordinal))
        );

    private static string Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? "" : value.GetDecimal().ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Row(JsonElement key, IEnumerable<IComparable?> values) =>
        $"{key} | {string.Join(" | ", values.Select(value => value switch
    {
        null => "",
        decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }))}";
}
