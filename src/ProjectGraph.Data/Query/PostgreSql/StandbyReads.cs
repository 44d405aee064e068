using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Read connections to the standbys, as the driver distributes them, or to the primary if no standby is available.</summary>
internal sealed class StandbyReads(Func<NpgsqlConnection> open, ServerMonitor monitor, Hearing hearing) : PostgresReads(open), IReadConnections
{
    public const string Newest = "SELECT coalesce(max(\"Position\"), 0) FROM \"Changes\"";

    public TimeSpan? Lifetime { get; } = TimeSpan.FromMinutes(5);

    public long Floor => hearing.Floor;

    public bool IsFit(DbConnection connection) => hearing.IsListening && !monitor.IsFarBehind((NpgsqlConnection)connection);

    public long? Position(DbConnection connection)
    {
        using var command = new NpgsqlCommand(Newest, (NpgsqlConnection)connection);
        return (long)command.ExecuteScalar()!;
    }
}
