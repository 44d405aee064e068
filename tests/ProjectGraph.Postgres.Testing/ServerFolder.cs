using System.Diagnostics;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A folder of the server's user that goes when its owner goes. A small shell makes it and holds on to our end of a pipe: when that
/// closes, by <see cref="DisposeAsync"/> or because this process was killed, it stops the server in the folder and deletes it,
/// unless it is one that stays.
/// A parent-death signal would not do: it follows the thread that started the server, and leaves the folder behind.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    // Deaf to what a terminal sends to all of its processes: the end of the pipe is the sign.
    private const string Keeper = """
        trap '' INT TERM HUP QUIT
        if [ "$3" = keep ]; then folder=$1; mkdir -p -m 700 "$folder"; else folder=$(mktemp -d "$1/projectgraph-postgres-XXXXXX"); fi || exit 1
        echo "$folder"
        exec >/dev/null 2>&1
        read -r _
        if [ "$3" = keep ]; then mode=fast; else mode=immediate; fi
        [ ! -e "$folder/data/postmaster.pid" ] || "$2" stop -D "$folder/data" -m "$mode" -t 60
        [ "$3" = keep ] || rm -rf "$folder"
        """;

    private static readonly TimeSpan deadline = TimeSpan.FromMinutes(10);
    private readonly Process keeper;

    private ServerFolder(Process keeper, string path)
    {
        this.keeper = keeper;
        Root = path;
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "log");

    public static Task<ServerFolder> CreateAsync() => StartAsync(Path.GetTempPath().TrimEnd('/'), "leave");

    /// <summary>A folder that stays, made where it is not there; only the server in it ends with its owner.</summary>
    public static Task<ServerFolder> KeepAsync(string path) => StartAsync(path, "keep");

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync().WaitAsync(deadline);
        keeper.Dispose();
    }

    private static async Task<ServerFolder> StartAsync(string place, string end)
    {
        var stop = PostgresInstallation.Required.Program("pg_ctl");
        var keeper = Process.Start(ServerUser.Start("/bin/sh", ["-c", Keeper, "keeper", place, stop, end]))!;
        if (await keeper.StandardOutput.ReadLineAsync().WaitAsync(deadline) is { } folder) return new(keeper, folder);
        var reason = await keeper.StandardError.ReadToEndAsync();
        keeper.Dispose();
        throw new InvalidOperationException($"PostgreSQL's user can't make a folder in {place}: {reason.Trim()}");
    }
}
