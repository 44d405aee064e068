using System.Diagnostics;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A folder of the server's user that goes when its owner goes. A small shell makes it and holds on to our end of a pipe: when that
/// closes, by <see cref="DisposeAsync"/> or because this process was killed, it stops the server in the folder and deletes it.
/// A parent-death signal would not do: it follows the thread that started the server, and leaves the folder behind.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    // Deaf to what a terminal sends to all of its processes: the end of the pipe is the sign.
    private const string Keeper = """
        trap '' INT TERM HUP QUIT
        folder=$(mktemp -d "$1/projectgraph-postgres-XXXXXX") || exit 1
        echo "$folder"
        exec >/dev/null 2>&1
        read -r _
        [ ! -e "$folder/data/postmaster.pid" ] || "$2" stop -D "$folder/data" -m immediate -t 60
        rm -rf "$folder"
        """;

    private static readonly TimeSpan deadline = TimeSpan.FromMinutes(2);
    private readonly Process keeper;

    private ServerFolder(Process keeper, string path)
    {
        this.keeper = keeper;
        Root = path;
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "log");

    public static async Task<ServerFolder> CreateAsync()
    {
        var stop = PostgresInstallation.Required.Program("pg_ctl");
        var keeper = Process.Start(ServerUser.Start("/bin/sh", ["-c", Keeper, "keeper", Path.GetTempPath().TrimEnd('/'), stop]))!;
        if (await keeper.StandardOutput.ReadLineAsync().WaitAsync(deadline) is { } folder) return new(keeper, folder);
        var reason = await keeper.StandardError.ReadToEndAsync();
        keeper.Dispose();
        throw new InvalidOperationException($"PostgreSQL's user can't make a folder in {Path.GetTempPath()}: {reason.Trim()}");
    }

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync().WaitAsync(deadline);
        keeper.Dispose();
    }
}
