using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Read connections to the standbys, as the driver distributes them, or to the primary if no standby is available.</summary>
internal sealed class StandbyReadSource(Func<NpgsqlConnection> open, ServerMonitor monitor, CommitAcknowledgements acknowledgements)
    : PostgresReadSource(open),
        IReadConnectionSource
{
    public const string Newest = "SELECT coalesce(max(\"Position\"), 0) FROM \"Changes\"";

    public TimeSpan? Lifetime { get; } = TimeSpan.FromMinutes(5);

    public long MinimumPosition => acknowledgements.ListeningSince;

    public bool IsUsable(DbConnection connection) => acknowledgements.IsListening && !monitor.IsLagExceeded((NpgsqlConnection)connection);

    public long? ReadPosition(DbConnection connection)
    {
        using var command = new NpgsqlCommand(Newest, (NpgsqlConnection)connection);
        return (long)command.ExecuteScalar()!;
    }
}
