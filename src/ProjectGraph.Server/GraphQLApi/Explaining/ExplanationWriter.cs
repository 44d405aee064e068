using System.Collections;
using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.ODataApi.UrlWriting;

namespace ProjectGraph.Server.GraphQLApi.Explaining;

/// <summary>Writes <c>extensions.explain</c>. It follows the data, so that the stages include writing them.</summary>
/// <param name="root">The OData service root, with a slash at its end.</param>
/// <param name="showsSql">Whether the caller may see the SQL.</param>
internal sealed class ExplanationWriter(Explanation explanation, RequestStages stages, CostReport? cost, string root, bool showsSql)
    : ISelfWritingValue
{
    public void Write(Utf8JsonWriter writer)
    {
        stages.End(Stage.Write);
        writer.WriteStartObject();
        writer.WriteBoolean("cachedDocument"u8, explanation.IsKnownDocument);
        WriteStages(writer);
        if (cost is not null)
            WriteCost(writer, cost);
        writer.WriteStartArray("fields"u8);
        foreach (var question in explanation.Queries)
            WriteQuery(writer, question);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteStages(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("stages"u8);
        foreach (var (stage, lasted) in stages.Durations)
            writer.WriteNumber(RequestStages.GetName(stage) + "Ms", Math.Round(lasted.TotalMilliseconds, 3));
        writer.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter writer, CostReport cost)
    {
        writer.WriteStartObject("cost"u8);
        foreach (var (name, value) in cost.ToDictionary())
            writer.WriteNumber(name, (double)value!);
        writer.WriteEndObject();
    }

    private void WriteQuery(Utf8JsonWriter writer, ExplainedQuery question)
    {
        writer.WriteStartObject();
        writer.WriteString("path"u8, string.Join('.', question.Path.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture))));
        writer.WriteBoolean("cachedPlan"u8, question.IsKnownPlan);
        writer.WriteString("plan"u8, question.Plan.ToString());
        var url = ODataUrl.Create(question.Plan, question.Slots.Values);
        writer.WriteString("odata"u8, url.Relative is null ? null : root + url.Relative);
        if (url.Reason is not null)
            writer.WriteString("odataReason"u8, url.Reason);
        WriteSql(writer, question);
        writer.WriteEndObject();
    }

    private void WriteSql(Utf8JsonWriter writer, ExplainedQuery question)
    {
        if (!showsSql)
        {
            writer.WriteNull("sql"u8);
            writer.WriteString("sqlReason"u8, $"{Permission.SeeSql} needs the role {Permission.SeeSql.GetMinimumRole()}.");
            return;
        }
        writer.WriteStartArray("sql"u8);
        foreach (var statement in question.Trace.Statements)
            WriteStatement(writer, statement, question.Slots);
        writer.WriteEndArray();
    }

    private static void WriteStatement(Utf8JsonWriter writer, TracedStatement statement, Slots slots)
    {
        writer.WriteStartObject();
        writer.WriteString("statement"u8, statement.Sql);
        writer.WriteStartArray("parameters"u8);
        foreach (var parameter in statement.Parameters)
            WriteParameter(writer, parameter, slots);
        writer.WriteEndArray();
        writer.WriteNumber("rows"u8, statement.Rows);
        writer.WriteNumber("ms"u8, Math.Round(statement.Elapsed.TotalMilliseconds, 3));
        writer.WriteStartArray("storePlan"u8);
        foreach (var line in statement.StorePlan)
            writer.WriteStringValue(line);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter writer, TracedParameter parameter, Slots slots)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, parameter.Name);
        writer.WriteString("type"u8, parameter.IsList ? $"[{parameter.Kind}]" : parameter.Kind.ToString());
        if (parameter.Slot is { } slot && slots.IsGiven(slot))
            writer.WriteString("value"u8, FormatValue(slots.Values[slot]));
        writer.WriteEndObject();
    }

    private static string? FormatValue(object? value) =>
        value switch
        {
            string text => text,
            IEnumerable items => string.Join(',', items.Cast<object?>().Select(FormatValue)),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
