using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The average row sizes of the store by entity, measured from a few hundred rows at both ends of each table. They serve to
/// estimate a query's response in bytes before it runs.
/// </summary>
public sealed class RowSizes(QueryRunner runner)
{
    private const long SampleSize = 150;

    private volatile IReadOnlyDictionary<EntityModel, EntitySize> _sizes = new Dictionary<EntityModel, EntitySize>();

    /// <summary>The number of measurements. Values derived from an older measurement are detected by it.</summary>
    public int Version { get; private set; }

    /// <summary>Null before the first measurement and for entities that are not stored.</summary>
    public EntitySize? Get(EntityModel entity) => _sizes.GetValueOrDefault(entity);

    /// <summary>Measures all entities of the model again.</summary>
    public async Task MeasureAsync(GraphModel model, CancellationToken cancellationToken)
    {
        var measured = new Dictionary<EntityModel, EntitySize>();
        foreach (var entity in model.Entities)
            measured[entity] = await MeasureAsync(entity, cancellationToken);
        _sizes = measured;
        Version++;
    }

    private async Task<EntitySize> MeasureAsync(EntityModel entity, CancellationToken cancellationToken)
    {
        FieldModel[] texts = [.. entity.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.Json)];
        RelationModel[] lists = [.. entity.Relations.Where(relation => relation.IsMany)];
        var columns = texts
            .Select(Scalar (field) => new FieldScalar(field))
            .Concat(lists.Select(relation => new CountScalar([], relation)));
        var plan = new QueryPlan
        {
            Source = entity,
            Page = new KeysetPage(0),
            CountsTotal = true,
            Selection = new([new FieldScalar(entity.Key), .. columns], []),
        };
        using var first = await runner.Prepare(plan).RunAsync([SampleSize], AccountScope.Unrestricted, cancellationToken);
        using var last = await runner
            .Prepare(plan with { Page = new KeysetPage(0, Backward: true), CountsTotal = false })
            .RunAsync([SampleSize], AccountScope.Unrestricted, cancellationToken);
        RowSet[] samples = [first.Root.Rows, last.Root.Rows];
        var count = Math.Max(1, samples.Sum(rows => rows.Count));
        return new(
            first.Total ?? 0,
            texts
                .Index()
                .ToDictionary(
                    each => each.Item,
                    each => samples.Sum(rows => Enumerable.Range(0, rows.Count).Sum(row => Length(rows, row, each.Index + 1))) / count
                ),
            lists
                .Index()
                .ToDictionary(
                    each => each.Item,
                    each =>
                        ListSize.FromCounts([
                            .. samples.SelectMany(rows =>
                                Enumerable.Range(0, rows.Count).Select(row => rows.Long(row, each.Index + 1 + texts.Length))
                            ),
                        ])
                )
        );
    }

    private static double Length(RowSet rows, int row, int column) => rows.IsNull(row, column) ? 0 : rows.Text(row, column).Length;
}

/// <param name="Rows">The number of rows of the entity.</param>
/// <param name="Texts">The average bytes per value of each text field.</param>
/// <param name="Lists">The number of related rows per row.</param>
public sealed record EntitySize(
    long Rows,
    IReadOnlyDictionary<FieldModel, double> Texts,
    IReadOnlyDictionary<RelationModel, ListSize> Lists
)
{
    /// <summary>The average bytes of a field's value as JSON.</summary>
    public double GetFieldBytes(FieldModel field) =>
        field.Kind switch
        {
            FieldKind.Text => Texts[field] + 2,
            FieldKind.Json => Texts[field],
            FieldKind.Instant => 22,
            FieldKind.Date or FieldKind.Enum => 12,
            FieldKind.Boolean => 5,
            _ => 6,
        };
}

/// <param name="Mean">The mean number of related rows per row.</param>
/// <param name="Weighted">The mean seen from the related rows: rows with long lists are reached most often.</param>
public readonly record struct ListSize(double Mean, double Weighted)
{
    internal static ListSize FromCounts(IReadOnlyList<long> counts)
    {
        double sum = counts.Sum();
        return sum == 0 ? default : new(sum / counts.Count, counts.Sum(count => (double)count * count) / sum);
    }
}
