using System.Runtime.CompilerServices;

namespace ProjectGraph.Approval.Testing;

/// <summary>The sources of this repository, for tests that read them.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The C# files below a folder, without what a build puts there.</summary>
    public static IEnumerable<SourceFile> Sources(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/bin/", StringComparison.Ordinal) && !relative.Contains("/obj/", StringComparison.Ordinal)
        orderby relative
        select new SourceFile(relative, File.ReadAllText(path));

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "ProjectGraph.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <param name="Path">From the top of the repository, with slashes.</param>
public sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public override string ToString() => Path;
}
