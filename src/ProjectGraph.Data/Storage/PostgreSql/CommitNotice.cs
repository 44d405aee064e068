using System.Globalization;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>What an instance tells the others of a commit.</summary>
/// <param name="Position">The last position that it wrote to the change log; 0 for none.</param>
/// <param name="Caller">Whom it was done for; null for nobody in particular.</param>
internal readonly record struct CommitNotice(long Position, string? Caller)
{
    public static CommitNotice Parse(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        _ = long.TryParse(space < 0 ? payload : payload[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var position);
        return new(position, space < 0 ? null : payload[(space + 1)..]);
    }

    public override string ToString() => Caller is null ? Position.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Position} {Caller}");
}
