using System.Collections.Frozen;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>The table of an entity: its columns in the order of the model, and the statements that read and write whole rows.</summary>
internal sealed class EntityTable
{
    private static readonly FrozenDictionary<Type, EntityTable> Tables = GraphModel.Instance.Entities.ToFrozenDictionary(
        entity => entity.Type,
        entity => new EntityTable(entity)
    );

    private readonly FrozenDictionary<string, int> _ordinals;

    private EntityTable(EntityModel entity)
    {
        Entity = entity;
        Columns = [.. entity.Fields.Where(field => field.CountOf is null).Select(field => new Column(field))];
        _ordinals = Columns.Select((column, ordinal) => (column.Name, ordinal)).ToFrozenDictionary(pair => pair.Name, pair => pair.ordinal);
        KeyOrdinal = _ordinals[entity.Key.Name];
        Shape = CreateShape(Columns);
        ShapeWithoutKey = CreateShape(Columns.Where((_, ordinal) => ordinal != KeyOrdinal));
        Select = $"SELECT {Shape.ColumnList} FROM {Quote(entity.Set)}";
        InsertReturningKey = $"{ShapeWithoutKey.Insert} RETURNING {Quote(entity.Key.Name)}";
        Update =
            $"UPDATE {Quote(entity.Set)} SET {string.Join(", ", Columns.Select((column, i) => $"{Quote(column.Name)} = @p{i}"))} WHERE {Quote(entity.Key.Name)} = @p{KeyOrdinal}";
        DeleteByKey = $"DELETE FROM {Quote(entity.Set)} WHERE {Quote(entity.Key.Name)} = @p0";
    }

    public EntityModel Entity { get; }
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The ordinal of the key. Its value is null in a row whose key the database generates.</summary>
    public int KeyOrdinal { get; }

    /// <summary>The shape of a whole row.</summary>
    public RowShape Shape { get; }

    /// <summary>The shape of a row without its key, for keys that the database generates.</summary>
    public RowShape ShapeWithoutKey { get; }

    /// <summary>Selects all columns of all rows. Callers append a condition.</summary>
    public string Select { get; }
    public string Insert => Shape.Insert;

    /// <summary>Inserts a row without a key and returns the key that the database generated.</summary>
    public string InsertReturningKey { get; }
    public string Update { get; }
    public string DeleteByKey { get; }

    public static EntityTable Get<T>() => Tables[typeof(T)];

    public static EntityTable Get(EntityModel entity) => Tables[entity.Type];

    public int GetOrdinal(string column) => _ordinals[column];

    public int? FindOrdinal(string column) => _ordinals.TryGetValue(column, out var ordinal) ? ordinal : null;

    /// <summary>Converts an entity to a row. A key of 0 becomes null, because the database has not generated it yet.</summary>
    public object?[] Encode(object entity)
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = Columns[i].Encode(entity);
        if (row[KeyOrdinal] is 0L)
            row[KeyOrdinal] = null;
        return row;
    }

    /// <summary>Converts a row of <see cref="Shape"/> to one of <see cref="ShapeWithoutKey"/>.</summary>
    public object?[] RemoveKey(object?[] row) => [.. row[..KeyOrdinal], .. row[(KeyOrdinal + 1)..]];

    public T Decode<T>(object?[] row)
        where T : class, new()
    {
        var entity = new T();
        Decode(entity, row);
        return entity;
    }

    public void Decode(object entity, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
            Columns[i].Decode(entity, row[i]);
    }

    public static string Quote(string name) => $"\"{name}\"";

    private RowShape CreateShape(IEnumerable<Column> columns) =>
        new(Entity.Set, Entity.Name, [.. columns.Select(column => new StoredColumn(column.Name, column.Kind))]);
}
