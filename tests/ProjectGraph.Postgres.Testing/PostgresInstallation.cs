namespace ProjectGraph.Postgres.Testing;

/// <summary>Finds PostgreSQL's programs on this machine.</summary>
public sealed class PostgresInstallation
{
    private const string Debian = "/usr/lib/postgresql";
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres", "pg_basebackup"];
    private static readonly Lazy<PostgresInstallation?> LazyFolder = new(Find);

    private PostgresInstallation(string folder) => Folder = folder;

    /// <summary>The reason why no server can run here. Null if one can.</summary>
    public static string? MissingReason =>
        !OperatingSystem.IsLinux() ? "A private PostgreSQL server needs Linux."
        : LazyFolder.Value is null
            ? $"PostgreSQL is not installed: no {string.Join(", ", Programs)} in PATH or in {Debian}/*/bin (Debian: apt-get install postgresql)."
        : null;

    /// <summary>Returns the installation, or throws an exception that states what is missing.</summary>
    public static PostgresInstallation Require =>
        MissingReason is { } reason ? throw new InvalidOperationException(reason) : LazyFolder.Value!;

    public string Folder { get; }

    public string Program(string name) => Path.Combine(Folder, name);

    private static PostgresInstallation? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(DebianFolders())
            .Where(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))))
            .Select(folder => new PostgresInstallation(folder))
            .FirstOrDefault();

    // Debian installs all versions side by side and outside PATH.
    private static IEnumerable<string> DebianFolders() =>
        !Directory.Exists(Debian)
            ? []
            : from folder in Directory.EnumerateDirectories(Debian)
            orderby int.TryParse(Path.GetFileName(folder), out var version) ? version : 0 descending
            select Path.Combine(folder, "bin");
}
