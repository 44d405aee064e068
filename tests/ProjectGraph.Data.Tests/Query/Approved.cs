using System.Runtime.CompilerServices;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Files beside a test that its result is held against. With <c>APPROVE=1</c> (<c>make approve</c>) they take the result over.</summary>
internal static class Approved
{
    public static void Compare(string name, string actual, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Approved", name);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        File.Exists(file).ShouldBeTrue($"{name} is missing: run make approve");
        actual.ShouldBe(File.ReadAllText(file), $"{name} differs: see whether you meant that, then run make approve");
    }
}
