using System.Globalization;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>What an instance answers when it has heard of commits: its name, a space and the position.</summary>
/// <param name="Position">It has heard of all up to here.</param>
internal readonly record struct Echo(string Instance, long Position)
{
    /// <returns>Null where it is none.</returns>
    public static Echo? Parse(string payload) =>
        payload.Split(' ') is [var instance, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(instance, position) : null;
}
