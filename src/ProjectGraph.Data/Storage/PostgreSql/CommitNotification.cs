using System.Globalization;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The notification that an instance sends to the others after a commit.</summary>
/// <param name="Position">The last position that it wrote to the change log, or 0.</param>
/// <param name="Caller">The caller of the write. Null if there is none.</param>
internal readonly record struct CommitNotification(long Position, string? Caller)
{
    public static CommitNotification Parse(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        _ = long.TryParse(space < 0 ? payload : payload[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var position);
        return new(position, space < 0 ? null : payload[(space + 1)..]);
    }

    public override string ToString() =>
        Caller is null
            ? Position.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Position} {Caller}");
}
