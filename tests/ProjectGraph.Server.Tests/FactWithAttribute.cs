namespace ProjectGraph.Server.Tests;

/// <summary>A test that needs programs of the system. It is skipped if one is missing. A build machine has them all.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithAttribute : FactAttribute
{
    // On Debian, an ordinary user's path does not contain servers.
    private static readonly string[] More = ["/usr/sbin", "/usr/local/sbin"];

    public FactWithAttribute(params string[] programs) => Skip = Missing(programs);

    /// <summary>Returns the reason to skip a test, or null if no program is missing.</summary>
    internal static string? Missing(IEnumerable<string> programs) =>
        string.Join(", ", programs.Where(program => Find(program) is null)) is { Length: > 0 } missing
            ? $"Not on this machine: {missing}."
            : null;

    /// <summary>Finds the program in <c>PATH</c>.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Concat(More)
            .SelectMany(folder =>
                new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".cmd"), Path.Combine(folder, program + ".exe") }
            )
            .FirstOrDefault(File.Exists);
}
