namespace ProjectGraph.Postgres.Testing;

/// <summary>PostgreSQL's programs on this machine.</summary>
public sealed class PostgresInstallation
{
    private const string Debian = "/usr/lib/postgresql";
    private static readonly string[] programs = ["initdb", "pg_ctl", "postgres", "pg_basebackup"];
    private static readonly Lazy<PostgresInstallation?> found = new(Find);

    private PostgresInstallation(string folder) => Folder = folder;

    /// <summary>Why there can be no server here; null where there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "A private PostgreSQL wants Linux."
        : found.Value is null ? $"PostgreSQL is not installed: no {string.Join(", ", programs)} in PATH or in {Debian}/*/bin (Debian: apt-get install postgresql)."
        : null;

    /// <summary>The installation, or an exception that says what is missing.</summary>
    public static PostgresInstallation Required => Missing is { } reason ? throw new InvalidOperationException(reason) : found.Value!;

    public string Folder { get; }

    public string Program(string name) => Path.Combine(Folder, name);

    private static PostgresInstallation? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(DebianFolders())
            .Where(folder => programs.All(program => File.Exists(Path.Combine(folder, program))))
            .Select(folder => new PostgresInstallation(folder))
            .FirstOrDefault();

    // Debian keeps the versions beside each other, and all of them out of the path.
    private static IEnumerable<string> DebianFolders() =>
        !Directory.Exists(Debian) ? [] :
        from folder in Directory.EnumerateDirectories(Debian)
        orderby int.TryParse(Path.GetFileName(folder), out var version) ? version : 0 descending
        select Path.Combine(folder, "bin");
}
