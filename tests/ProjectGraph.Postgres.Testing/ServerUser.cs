using System.Diagnostics;

namespace ProjectGraph.Postgres.Testing;

/// <summary>The user that runs the programs. PostgreSQL refuses root, so root runs them as the user of Debian's package.</summary>
internal static class ServerUser
{
    private const string Name = "postgres";

    // Each of these replaces itself by the program, or waits for it with the same input and output.
    private static readonly (string Program, string[] Arguments)[] SwitchPrograms =
    [
        ("setpriv", [$"--reuid={Name}", $"--regid={Name}", "--init-groups", "--"]),
        ("runuser", ["-u", Name, "--"]),
        ("su", ["-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", Name]),
    ];

    /// <summary>Creates the start information of a program for that user, with redirected input, output and errors.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        IEnumerable<string> line = [.. GetSwitchCommand(), program, .. arguments];
        var start = new ProcessStartInfo(line.First(), line.Skip(1))
        {
            // The other user may lack the permission for the tests' folder.
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // PGDATA, PGPORT and similar variables refer to another server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static IEnumerable<string> GetSwitchCommand()
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        var (program, arguments) = SwitchPrograms.FirstOrDefault(choice => Find(choice.Program) is not null);
        return program is null
            ? throw new InvalidOperationException("PostgreSQL does not run as root, and there is no setpriv, runuser or su here.")
            : [Find(program)!, .. arguments];
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Concat(["/usr/bin", "/usr/sbin", "/bin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
