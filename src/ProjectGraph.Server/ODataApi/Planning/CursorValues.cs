using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Converts a row's place in the ordering between columns, skip tokens and a plan's slots.</summary>
internal static class CursorValues
{
    public static object?[] Read(RowSet rows, int row, IReadOnlyList<CursorColumn> cursor) =>
        [.. cursor.Select(column => Read(rows, row, column))];

    /// <summary>Converts a value to the type of a plan's slot.</summary>
    public static object? ToSlotValue(object? value, FieldKind kind) =>
        (value, kind) switch
        {
            (null, _) => null,
            (long number, FieldKind.Boolean) => number != 0,
            (long number, FieldKind.Decimal) => Money.FromStored(number),
            (long or string, FieldKind.Instant or FieldKind.Date) => StoredValueReader.ReadValue(value, kind) ?? value,
            _ => value,
        };

    private static object? Read(RowSet rows, int row, CursorColumn column)
    {
        if (rows.IsNull(row, column.Column))
            return null;
        return column.Kind switch
        {
            FieldKind.Text or FieldKind.Json or FieldKind.Date => rows.String(row, column.Column),
            FieldKind.Double => rows.Double(row, column.Column),
            _ => rows.Long(row, column.Column),
        };
    }
}
