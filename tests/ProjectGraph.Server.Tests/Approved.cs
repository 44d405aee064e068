namespace ProjectGraph.Server.Tests;

/// <summary>Files that a test holds its result against. With <c>APPROVE=1</c> (<c>make approve</c>) they take the result over.</summary>
internal static class Approved
{
    /// <param name="path">From the top of the repository.</param>
    public static void Compare(string path, string actual)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        File.Exists(file).ShouldBeTrue($"{path} is missing: run make approve");
        actual.ShouldBe(File.ReadAllText(file), $"{path} differs: see whether you meant that, then run make approve");
    }
}
