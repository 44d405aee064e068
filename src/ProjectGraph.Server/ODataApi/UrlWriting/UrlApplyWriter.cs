using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes groups as <c>$apply</c> (OData extension for data aggregation 4.0).</summary>
internal sealed class UrlApplyWriter(UrlExpressionWriter expressions)
{
    private readonly List<string> _computed = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _columns = [];

    public static IEnumerable<UrlOption> WriteOptions(QueryPlan plan, Aggregation aggregation, UrlExpressionWriter expressions)
    {
        if (plan.SearchSlot is not null)
            throw new NotExpressibleInODataException("$search next to $apply searches the groups, not their rows.");
        return new UrlApplyWriter(expressions).WriteOptions(plan, aggregation);
    }

    private IEnumerable<UrlOption> WriteOptions(QueryPlan plan, Aggregation aggregation)
    {
        string[] keys = [.. aggregation.Keys.SelectMany(WriteKey)];
        string[] aggregates = [.. aggregation.Aggregates.Select(WriteAggregate)];
        if (keys.Length == 0 && aggregates.Length == 0)
            throw new NotExpressibleInODataException("A single group without aggregates cannot be expressed in OData.");
        var grouped = aggregates.Length == 0 ? "" : $"aggregate({string.Join(',', aggregates)})";
        if (keys.Length > 0)
            grouped = $"groupby(({string.Join(',', keys)}){(grouped.Length == 0 ? "" : "," + grouped)})";
        string?[] steps =
        [
            plan.Filter is { } filter ? $"filter({expressions.WriteFilter(filter)})" : null,
            _computed.Count > 0 ? $"compute({string.Join(',', _computed)})" : null,
            grouped,
            aggregation.Having is { } having ? $"filter({ForGroups().WriteFilter(having)})" : null,
        ];
        yield return new(SystemOption.Apply, string.Join('/', steps.OfType<string>()));
        if (plan.Order.Count > 0)
            yield return new(SystemOption.OrderBy, string.Join(',', plan.Order.Select(ForGroups().WriteOrdering)));
        foreach (var option in UrlLevelWriter.WritePage(plan, expressions))
            yield return option;
    }

    private UrlExpressionWriter ForGroups() => expressions.ForGroups(_columns);

    private IEnumerable<string> WriteKey(Scalar key)
    {
        if (key is FieldScalar)
        {
            _columns.Add(expressions.WriteScalar(key));
            return [_columns[^1]];
        }
        if (UrlFunctionWriter.SplitPeriod(key) is not { } parts)
            return [AddComputed(GetBaseName(key), key, isColumn: true)];
        var date = GetBaseName(((CallScalar)key).Arguments[0]);
        return [.. parts.Select((part, i) => AddComputed(date + part.Name, part.Part, isColumn: i == 0))];
    }

    private string AddComputed(string name, Scalar scalar, bool isColumn)
    {
        name = CreateUniqueName(name);
        _computed.Add($"{expressions.WriteScalar(scalar)} as {name}");
        if (isColumn)
            _columns.Add(name);
        return name;
    }

    private string WriteAggregate(Aggregate aggregate)
    {
        var name = CreateUniqueName(aggregate.Argument is null ? "Count" : GetBaseName(aggregate.Argument) + aggregate.Method);
        _columns.Add(name);
        return aggregate switch
        {
            { Argument: null } => $"$count as {name}",
            { Method: AggregateMethod.Count } => throw new NotExpressibleInODataException(
                "OData counts rows or distinct values. It cannot count non-null values."
            ),
            _ => $"{expressions.WriteScalar(aggregate.Argument)} with {aggregate.Method.ToString().ToLowerInvariant()} as {name}",
        };
    }

    private string CreateUniqueName(string name)
    {
        var free = name;
        for (var i = 2; !_names.Add(free); i++)
            free = name + i;
        return free;
    }

    private static string GetBaseName(Scalar scalar) =>
        scalar switch
        {
            FieldScalar field => string.Concat(field.Path.Select(relation => relation.Name)) + field.Field.Name,
            CallScalar { Arguments: [var of, ..] } call => GetBaseName(of) + call.Function,
            _ => "Value",
        };
}
