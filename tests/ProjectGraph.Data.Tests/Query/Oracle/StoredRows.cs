using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>All rows of a store as objects with simple lookups. The oracle evaluates plans on them.</summary>
internal sealed class StoredRows
{
    private readonly Dictionary<EntityModel, List<Row>> _rows = [];
    private readonly Dictionary<RelationModel, ILookup<long, Row>> _related = [];

    public IReadOnlyList<Row> Rows(EntityModel entity) => _rows[entity];

    /// <summary>The same world with the rows of these accounts only.</summary>
    public StoredRows RestrictedTo(IReadOnlyCollection<long> accounts)
    {
        var world = new StoredRows();
        foreach (var (entity, all) in _rows)
            world._rows[entity] =
            [
                .. all.Where(row => entity.Account is null || AccountOf(row) is { } account && accounts.Contains(account)),
            ];
        return world;
    }

    private long? AccountOf(Row row)
    {
        var (field, owner) = row.Entity.Account!;
        return owner is null
            ? (long?)row[field]
            : _rows[owner].Where(each => Equals(each[owner.Key], row[field])).Select(AccountOf).SingleOrDefault();
    }

    /// <summary>Reads rows in key order, so that a random choice among them is reproducible.</summary>
    public static StoredRows Read(GraphStore store)
    {
        var world = new StoredRows();
        using var connection = store.OpenReadConnection();
        foreach (var entity in GraphModel.Instance.Entities)
        {
            var fields = entity.Fields.Where(field => field.CountOf is null).ToArray();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"SELECT {string.Join(", ", fields.Select(field => $"\"{field.Name}\""))} FROM \"{entity.Set}\" ORDER BY \"{entity.Key.Name}\"";
            using var reader = command.ExecuteReader();
            var all = world._rows[entity] = [];
            while (reader.Read())
                all.Add(
                    new(
                        entity,
                        fields
                            .Index()
                            .ToDictionary(
                                field => field.Item,
                                field => reader.IsDBNull(field.Index) ? null : Value(reader.GetValue(field.Index), field.Item.Kind)
                            )
                    )
                );
        }
        return world;
    }

    public Row? One(Row row, RelationModel relation) => Many(row, relation).FirstOrDefault();

    public IEnumerable<Row> Many(Row row, RelationModel relation) => row[relation.From] is long key ? Lookup(relation)[key] : [];

    private ILookup<long, Row> Lookup(RelationModel relation)
    {
        if (_related.TryGetValue(relation, out var lookup))
            return lookup;
        return _related[relation] = relation.Join is not { } through
            ? _rows[relation.Target].Where(row => row[relation.To] is not null).ToLookup(row => (long)row[relation.To]!)
            : (
                from link in _rows[through.Table]
                where (long)link[through.Discriminator]! == through.Value
                from target in _rows[relation.Target]
                where Equals(target[relation.To], link[through.TargetColumn])
                select (Near: (long)link[through.SourceColumn]!, Target: target)
            ).ToLookup(pair => pair.Near, pair => pair.Target);
    }

    private static object Value(object stored, FieldKind kind) =>
        kind switch
        {
            FieldKind.Decimal => (long)stored / 10_000m,
            FieldKind.Boolean => stored is true or 1L,
            FieldKind.Date => DateOnly.ParseExact((string)stored, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldKind.Instant => new DateTimeOffset((long)stored, TimeSpan.Zero),
            _ => stored,
        };
}

/// <summary>A row: string, long (also of Int and Enum), decimal, double, bool, DateOnly, DateTimeOffset or null by field.</summary>
internal sealed record Row(EntityModel Entity, IReadOnlyDictionary<FieldModel, object?> Values)
{
    public object? this[FieldModel field] => Values[field];
}
