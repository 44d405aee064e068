using System.Collections.Frozen;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>The table of an entity: its columns in the order of the model, and the statements that read and write whole rows.</summary>
internal sealed class EntityTable
{
    private static readonly FrozenDictionary<Type, EntityTable> Tables =
        GraphModel.Instance.Entities.ToFrozenDictionary(entity => entity.Type, entity => new EntityTable(entity));

    private readonly FrozenDictionary<string, int> ordinals;

    private EntityTable(EntityModel entity)
    {
        Entity = entity;
        Columns = [.. entity.Fields.Where(field => field.CountOf is null).Select(field => new Column(field))];
        ordinals = Columns.Select((column, ordinal) => (column.Name, ordinal)).ToFrozenDictionary(pair => pair.Name, pair => pair.ordinal);
        Key = ordinals[entity.Key.Name];
        Shape = ShapeOf(Columns);
        Unnumbered = ShapeOf(Columns.Where((_, ordinal) => ordinal != Key));
        Select = $"SELECT {Shape.Names} FROM {Quoted(entity.Set)}";
        InsertNumbered = $"{Unnumbered.Insert} RETURNING {Quoted(entity.Key.Name)}";
        Update = $"UPDATE {Quoted(entity.Set)} SET {string.Join(", ", Columns.Select((column, i) => $"{Quoted(column.Name)} = @p{i}"))} WHERE {Quoted(entity.Key.Name)} = @p{Key}";
        DeleteByKey = $"DELETE FROM {Quoted(entity.Set)} WHERE {Quoted(entity.Key.Name)} = @p0";
    }

    public EntityModel Entity { get; }
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The ordinal of the key. Its value is null in a row whose key the database generates.</summary>
    public int Key { get; }

    /// <summary>The shape of a whole row.</summary>
    public RowShape Shape { get; }

    /// <summary>The shape of a row without its key, for keys that the database generates.</summary>
    public RowShape Unnumbered { get; }

    /// <summary>Selects all columns of all rows. Callers append a condition.</summary>
    public string Select { get; }
    public string Insert => Shape.Insert;

    /// <summary>Inserts a row without a key and returns the key that the database generated.</summary>
    public string InsertNumbered { get; }
    public string Update { get; }
    public string DeleteByKey { get; }

    public static EntityTable Of<T>() => Tables[typeof(T)];
    public static EntityTable Of(EntityModel entity) => Tables[entity.Type];

    public int Ordinal(string column) => ordinals[column];

    public int? Find(string column) => ordinals.TryGetValue(column, out var ordinal) ? ordinal : null;

    /// <summary>Converts an entity to a row. A key of 0 becomes null, because the database has not generated it yet.</summary>
    public object?[] Encode(object entity)
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++) row[i] = Columns[i].Encode(entity);
        if (row[Key] is 0L) row[Key] = null;
        return row;
    }

    /// <summary>Converts a row of <see cref="Shape"/> to one of <see cref="Unnumbered"/>.</summary>
    public object?[] WithoutKey(object?[] row) => [.. row[..Key], .. row[(Key + 1)..]];

    public T Decode<T>(object?[] row) where T : class, new()
    {
        var entity = new T();
        Decode(entity, row);
        return entity;
    }

    public void Decode(object entity, object?[] row)
    {
        for (var i = 0; i < row.Length; i++) Columns[i].Decode(entity, row[i]);
    }

    public static string Quoted(string name) => $"\"{name}\"";

    private RowShape ShapeOf(IEnumerable<Column> columns) =>
        new(Entity.Set, Entity.Name, [.. columns.Select(column => new StoredColumn(column.Name, column.Kind))]);
}
