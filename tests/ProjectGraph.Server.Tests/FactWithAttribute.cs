namespace ProjectGraph.Server.Tests;

/// <summary>A test that wants programs of the system, and is skipped where one is missing. A build machine has them all.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithAttribute : FactAttribute
{
    // Debian keeps servers out of an ordinary user's path.
    private static readonly string[] More = ["/usr/sbin", "/usr/local/sbin"];

    public FactWithAttribute(params string[] programs) => Skip = Missing(programs);

    /// <summary>Why a test is skipped; null where nothing is missing.</summary>
    internal static string? Missing(IEnumerable<string> programs) =>
        string.Join(", ", programs.Where(program => Find(program) is null)) is { Length: > 0 } missing ? $"Not on this machine: {missing}." : null;

    /// <summary>Where the program is, as <c>PATH</c> leads to it.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(More)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".cmd"), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
