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
/// Checks texts that an index contains in full. An entry of a B-tree has at most 2,704 bytes. A longer one would fail the whole
/// transaction, so the text is refused earlier and fails only its own record.
/// </summary>
internal static class IndexedTexts
{
    /// <summary>The largest size of a text: the size of an entry without its overhead and the keys beside the text.</summary>
    public const int MaxBytes = 2600;

    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> LazyByTable = new(Read);
    private static readonly ConcurrentDictionary<RowShape, int[]> OrdinalsByShape = [];

    /// <summary>The indexed text columns by table.</summary>
    public static IReadOnlyDictionary<string, FrozenSet<string>> ByTable => LazyByTable.Value;

    /// <exception cref="StoreException">A text that is too long for the index of its column.</exception>
    public static void Check(RowShape shape, object?[] row)
    {
        foreach (var ordinal in OrdinalsByShape.GetOrAdd(shape, FindOrdinals))
        {
            // UTF-8 needs at most three bytes per UTF-16 code unit.
            if (
                row[ordinal] is string text
                && text.Length * 3 > MaxBytes
                && Encoding.UTF8.GetByteCount(text) is var bytes
                && bytes > MaxBytes
            )
                throw CreateTooLong(shape, ordinal, bytes);
        }
    }

    private static StoreException CreateTooLong(RowShape shape, int ordinal, int bytes) =>
        new(
            StoreException.UnstorableValue,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{shape.RowName}.{shape.Columns[ordinal].Name} cannot be stored: it has {bytes:n0} bytes of UTF-8, and PostgreSQL's index allows {MaxBytes:n0}."
            )
        );

    private static int[] FindOrdinals(RowShape shape) =>
        ByTable.TryGetValue(shape.Table, out var columns)
            ? [.. Enumerable.Range(0, shape.Columns.Count).Where(i => columns.Contains(shape.Columns[i].Name))]
            : [];

    private static FrozenDictionary<string, FrozenSet<string>> Read()
    {
        using var connection = new NpgsqlConnection();
        using var context = PostgresSchema.CreateContext(connection);
        var entities = context.GetService<IDesignTimeModel>().Model.GetEntityTypes();
        return entities.ToFrozenDictionary(
            entity => entity.GetTableName()!,
            entity => FindTextColumns(entity).ToFrozenSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    // A trigram index does not contain full texts.
    private static IEnumerable<string> FindTextColumns(IEntityType entity) =>
        entity
            .GetKeys()
            .SelectMany(key => key.Properties)
            .Concat(entity.GetIndexes().Where(index => index.GetMethod() is null).SelectMany(index => index.Properties))
            .Where(property => property.ClrType == typeof(string))
            .Select(property => property.Name);
}
