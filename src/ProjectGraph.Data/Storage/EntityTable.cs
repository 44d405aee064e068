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
        var names = string.Join(", ", Columns.Select(column => Quoted(column.Name)));
        Select = $"SELECT {names} FROM {Quoted(entity.Set)}";
        Insert = $"INSERT INTO {Quoted(entity.Set)} ({names}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})";
        var unnumbered = Columns.Where((_, ordinal) => ordinal != Key).ToArray();
        InsertNumbered = $"INSERT INTO {Quoted(entity.Set)} ({string.Join(", ", unnumbered.Select(column => Quoted(column.Name)))}) VALUES ({string.Join(", ", unnumbered.Select((_, i) => $"@p{i}"))}) RETURNING {Quoted(entity.Key.Name)}";
        Update = $"UPDATE {Quoted(entity.Set)} SET {string.Join(", ", Columns.Select((column, i) => $"{Quoted(column.Name)} = @p{i}"))} WHERE {Quoted(entity.Key.Name)} = @p{Key}";
        DeleteByKey = $"DELETE FROM {Quoted(entity.Set)} WHERE {Quoted(entity.Key.Name)} = @p0";
    }

    public EntityModel Entity { get; }
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Ordinal of the key. Its value is null in a row that the database shall number.</summary>
    public int Key { get; }

    /// <summary>All columns of all rows: a condition is appended.</summary>
    public string Select { get; }
    public string Insert { get; }

    /// <summary>Inserts a row without a key and tells the key that the database gave it.</summary>
    public string InsertNumbered { get; }
    public string Update { get; }
    public string DeleteByKey { get; }

    public static EntityTable Of<T>() => Tables[typeof(T)];
    public static EntityTable Of(EntityModel entity) => Tables[entity.Type];

    public int Ordinal(string column) => ordinals[column];

    public int? Find(string column) => ordinals.TryGetValue(column, out var ordinal) ? ordinal : null;

    /// <summary>The row as the database holds it. A key of 0 becomes null: not numbered yet.</summary>
    public object?[] Encode(object entity)
    {
        var row = new object?[Columns.Count];
        for (var i = 0; i < row.Length; i++) row[i] = Columns[i].Encode(entity);
        if (row[Key] is 0L) row[Key] = null;
        return row;
    }

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
}
