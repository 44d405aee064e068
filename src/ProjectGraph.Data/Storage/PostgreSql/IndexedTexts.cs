using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Texts that an index holds whole. An entry of a B-tree has room for 2,704 bytes, and a longer one would fail the whole
/// transaction at its end; so such a text is refused before, for its own record alone.
/// </summary>
internal static class IndexedTexts
{
    /// <summary>The room without the numbers that stand beside a text in an entry, and what the entry itself needs.</summary>
    public const int MostBytes = 2600;

    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> byTable = new(Read);
    private static readonly ConcurrentDictionary<RowShape, int[]> byShape = [];

    /// <summary>The columns by their tables.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> ByTable => byTable.Value;

    /// <exception cref="StoreException">A text that is too long for the index of its column.</exception>
    public static void Check(RowShape shape, object?[] row)
    {
        foreach (var ordinal in byShape.GetOrAdd(shape, Ordinals))
        {
            // No character has more than three bytes for each of its units.
            if (row[ordinal] is string text && text.Length * 3 > MostBytes && Encoding.UTF8.GetByteCount(text) is var bytes && bytes > MostBytes) throw TooLong(shape, ordinal, bytes);
        }
    }

    private static StoreException TooLong(RowShape shape, int ordinal, int bytes) => new(StoreException.UnstorableValue, string.Create(
        CultureInfo.InvariantCulture,
        $"{shape.Row}.{shape.Columns[ordinal].Name} cannot be stored: it has {bytes:n0} bytes of UTF-8; PostgreSQL's index takes {MostBytes:n0}."));

    private static int[] Ordinals(RowShape shape) => ByTable.TryGetValue(shape.Table, out var columns)
        ? [.. Enumerable.Range(0, shape.Columns.Count).Where(i => columns.Contains(shape.Columns[i].Name))]
        : [];

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        using var connection = new NpgsqlConnection();
        using var context = PostgresSchema.Context(connection);
        var entities = context.GetService<IDesignTimeModel>().Model.GetEntityTypes();
        return entities.ToFrozenDictionary(entity => entity.GetTableName()!, entity => Texts(entity).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    // An index by trigrams holds no whole text.
    private static IEnumerable<string> Texts(IEntityType entity) =>
        entity.GetKeys().SelectMany(key => key.Properties)
            .Concat(entity.GetIndexes().Where(index => index.GetMethod() is null).SelectMany(index => index.Properties))
            .Where(property => property.ClrType == typeof(string)).Select(property => property.Name);
}
