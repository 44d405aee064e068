using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The average sizes of the store's rows, by entity: measured from a few hundred rows at both ends of each table, so that a
/// query can be weighed in bytes before it runs.
/// </summary>
public sealed class RowSizes(QueryRunner runner)
{
    private const long Sampled = 150;

    private volatile IReadOnlyDictionary<EntityModel, EntitySize> sizes = new Dictionary<EntityModel, EntitySize>();

    /// <summary>Counts the measurements, so that what was derived from an older one is found out.</summary>
    public int Version { get; private set; }

    /// <summary>Null before the first measurement, and for what is not stored.</summary>
    public EntitySize? Of(EntityModel entity) => sizes.GetValueOrDefault(entity);

    /// <summary>Measures all entities of the model again.</summary>
    public async Task MeasureAsync(GraphModel model, CancellationToken cancellation)
    {
        var measured = new Dictionary<EntityModel, EntitySize>();
        foreach (var entity in model.Entities) measured[entity] = await MeasureAsync(entity, cancellation);
        sizes = measured;
        Version++;
    }

    private async Task<EntitySize> MeasureAsync(EntityModel entity, CancellationToken cancellation)
    {
        FieldModel[] texts = [.. entity.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.Json)];
        RelationModel[] lists = [.. entity.Relations.Where(relation => relation.IsMany)];
        var columns = texts.Select(Scalar (field) => new FieldScalar(field)).Concat(lists.Select(relation => new CountScalar([], relation)));
        var plan = new QueryPlan { Source = entity, Page = new KeysetPage(0), CountsTotal = true, Selection = new([new FieldScalar(entity.Key), .. columns], []) };
        using var first = await runner.Prepare(plan).RunAsync([Sampled], AccountScope.Unrestricted, cancellation);
        using var last = await runner.Prepare(plan with { Page = new KeysetPage(0, Backward: true), CountsTotal = false }).RunAsync([Sampled], AccountScope.Unrestricted, cancellation);
        RowSet[] samples = [first.Root.Rows, last.Root.Rows];
        var count = Math.Max(1, samples.Sum(rows => rows.Count));
        return new(
            first.Total ?? 0,
            texts.Index().ToDictionary(each => each.Item, each => samples.Sum(rows => Enumerable.Range(0, rows.Count).Sum(row => Length(rows, row, each.Index + 1))) / count),
            lists.Index().ToDictionary(each => each.Item, each => ListSize.Of([.. samples.SelectMany(rows => Enumerable.Range(0, rows.Count).Select(row => rows.Long(row, each.Index + 1 + texts.Length)))])));
    }

    private static double Length(RowSet rows, int row, int column) => rows.IsNull(row, column) ? 0 : rows.Text(row, column).Length;
}

/// <param name="Rows">Rows of the entity.</param>
/// <param name="Texts">Bytes of a value, of the fields that hold text.</param>
/// <param name="Lists">Rows that one row is related to.</param>
public sealed record EntitySize(long Rows, IReadOnlyDictionary<FieldModel, double> Texts, IReadOnlyDictionary<RelationModel, ListSize> Lists)
{
    /// <summary>Bytes of a field's value as JSON.</summary>
    public double Of(FieldModel field) => field.Kind switch
    {
        FieldKind.Text => Texts[field] + 2,
        FieldKind.Json => Texts[field],
        FieldKind.Instant => 22,
        FieldKind.Date or FieldKind.Enum => 12,
        FieldKind.Boolean => 5,
        _ => 6,
    };
}

/// <param name="Mean">Rows of one row.</param>
/// <param name="Weighted">Rows of a row that is itself reached through its rows: the long lists are reached most often.</param>
public readonly record struct ListSize(double Mean, double Weighted)
{
    internal static ListSize Of(IReadOnlyList<long> counts)
    {
        double sum = counts.Sum();
        return sum == 0 ? default : new(sum / counts.Count, counts.Sum(count => (double)count * count) / sum);
    }
}
