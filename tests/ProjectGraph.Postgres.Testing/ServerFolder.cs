using System.Diagnostics;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A folder of the server's user that is deleted when its owner ends. A small shell creates it and reads a pipe from this process.
/// When the pipe closes, by <see cref="DisposeAsync"/> or because this process was killed, the shell stops the server and deletes
/// the folder, unless it is permanent.
/// A parent-death signal does not work: it follows the thread that started the server, and leaves the folder behind.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    // Ignores the signals of a terminal, because only the end of the pipe counts.
    private const string KeeperScript = """
        trap '' INT TERM HUP QUIT
        if [ "$3" = keep ]; then folder=$1; mkdir -p -m 700 "$folder"; else folder=$(mktemp -d "$1/projectgraph-postgres-XXXXXX"); fi || exit 1
        echo "$folder"
        exec >/dev/null 2>&1
        read -r _
        if [ "$3" = keep ]; then mode=fast; else mode=immediate; fi
        [ ! -e "$folder/data/postmaster.pid" ] || "$2" stop -D "$folder/data" -m "$mode" -t 60
        [ "$3" = keep ] || rm -rf "$folder"
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private readonly Process _keeper;

    private ServerFolder(Process keeper, string path)
    {
        _keeper = keeper;
        Root = path;
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "log");

    public static Task<ServerFolder> CreateAsync() => StartAsync(Path.GetTempPath().TrimEnd('/'), "leave");

    /// <summary>Opens a permanent folder, or creates it. Only the server in it ends with its owner.</summary>
    public static Task<ServerFolder> OpenPermanentAsync(string path) => StartAsync(path, "keep");

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().WaitAsync(Deadline);
        _keeper.Dispose();
    }

    private static async Task<ServerFolder> StartAsync(string place, string end)
    {
        var stop = PostgresInstallation.Require.Program("pg_ctl");
        var keeper = Process.Start(ServerUser.Start("/bin/sh", ["-c", KeeperScript, "keeper", place, stop, end]))!;
        if (await keeper.StandardOutput.ReadLineAsync().WaitAsync(Deadline) is { } folder)
            return new(keeper, folder);
        var reason = await keeper.StandardError.ReadToEndAsync();
        keeper.Dispose();
        throw new InvalidOperationException($"PostgreSQL's user can't create a folder in {place}: {reason.Trim()}");
    }
}
