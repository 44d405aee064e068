using System.Globalization;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The acknowledgement of commit notifications: the instance's id, a space and the position.</summary>
/// <param name="Position">The instance has received all notifications up to this position.</param>
internal readonly record struct CommitAck(string Instance, long Position)
{
    /// <returns>Null if the payload is not an acknowledgement.</returns>
    public static CommitAck? Parse(string payload) =>
        payload.Split(' ') is [var instance, var number]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(instance, position)
            : null;
}
