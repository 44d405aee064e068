using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Urls;

/// <summary>Writes groups as <c>$apply</c> (OData extension for data aggregation 4.0).</summary>
internal sealed class UrlApply(UrlExpressions expressions)
{
    private readonly List<string> _computed = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _columns = [];

    public static IEnumerable<UrlOption> Options(QueryPlan plan, Aggregation aggregation, UrlExpressions expressions)
    {
        if (plan.SearchSlot is not null) throw new NotInODataException("$search next to $apply searches the groups, not their rows.");
        return new UrlApply(expressions).Options(plan, aggregation);
    }

    private IEnumerable<UrlOption> Options(QueryPlan plan, Aggregation aggregation)
    {
        string[] keys = [.. aggregation.Keys.SelectMany(Key)];
        string[] aggregates = [.. aggregation.Aggregates.Select(Aggregate)];
        if (keys.Length == 0 && aggregates.Length == 0) throw new NotInODataException("A single group without aggregates cannot be expressed in OData.");
        var grouped = aggregates.Length == 0 ? "" : $"aggregate({string.Join(',', aggregates)})";
        if (keys.Length > 0) grouped = $"groupby(({string.Join(',', keys)}){(grouped.Length == 0 ? "" : "," + grouped)})";
        string?[] steps =
        [
            plan.Filter is { } filter ? $"filter({expressions.Filter(filter)})" : null,
            _computed.Count > 0 ? $"compute({string.Join(',', _computed)})" : null,
            grouped,
            aggregation.Having is { } having ? $"filter({Named().Filter(having)})" : null,
        ];
        yield return new(SystemOption.Apply, string.Join('/', steps.OfType<string>()));
        if (plan.Order.Count > 0) yield return new(SystemOption.OrderBy, string.Join(',', plan.Order.Select(Named().Order)));
        foreach (var option in UrlLevel.Page(plan, expressions)) yield return option;
    }

    private UrlExpressions Named() => expressions.With(_columns);

    private IEnumerable<string> Key(Scalar key)
    {
        if (key is FieldScalar)
        {
            _columns.Add(expressions.Scalar(key));
            return [_columns[^1]];
        }
        if (UrlFunctions.Period(key) is not { } parts) return [Computed(Subject(key), key, isColumn: true)];
        var date = Subject(((CallScalar)key).Arguments[0]);
        return [.. parts.Select((part, i) => Computed(date + part.Name, part.Part, isColumn: i == 0))];
    }

    private string Computed(string name, Scalar scalar, bool isColumn)
    {
        name = Unique(name);
        _computed.Add($"{expressions.Scalar(scalar)} as {name}");
        if (isColumn) _columns.Add(name);
        return name;
    }

    private string Aggregate(Aggregate aggregate)
    {
        var name = Unique(aggregate.Argument is null ? "Count" : Subject(aggregate.Argument) + aggregate.Method);
        _columns.Add(name);
        return aggregate switch
        {
            { Argument: null } => $"$count as {name}",
            { Method: AggregateMethod.Count } => throw new NotInODataException("OData counts rows or distinct values. It cannot count non-null values."),
            _ => $"{expressions.Scalar(aggregate.Argument)} with {aggregate.Method.ToString().ToLowerInvariant()} as {name}",
        };
    }

    private string Unique(string name)
    {
        var free = name;
        for (var i = 2; !_names.Add(free); i++) free = name + i;
        return free;
    }

    private static string Subject(Scalar scalar) => scalar switch
    {
        FieldScalar field => string.Concat(field.Path.Select(relation => relation.Name)) + field.Field.Name,
        CallScalar { Arguments: [var of, ..] } call => Subject(of) + call.Function,
        _ => "Value",
    };
}
