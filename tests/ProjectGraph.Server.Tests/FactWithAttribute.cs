namespace ProjectGraph.Server.Tests;

/// <summary>A test that wants programs of the system, and is skipped where one is missing. A build machine has them all.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToArray();
        if (missing.Length > 0) Skip = $"Not on this machine: {string.Join(", ", missing)}.";
    }

    /// <summary>Where the program is, as <c>PATH</c> leads to it.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".cmd"), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
}
