using System.Text.RegularExpressions;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Checks that sandboxes share no code with the client. Shared code would hide the client's errors.</summary>
public sealed partial class SandboxLayoutTests
{
    // These files use the database, and nothing else of the graph's project.
    private static readonly string[] FilesThatUseTheStore = ["SandboxStore.cs", "SandboxHost.cs", "RunningSandbox.cs"];

    public static TheoryData<string> Sources => [.. Files().Select(file => Path.GetRelativePath(Root(), file))];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_sandbox_uses_no_client_code_and_no_graph_code(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root(), file));

        ClientSide().Match(text).Value.ShouldBeEmpty();
        var graph = GraphModel().Matches(text).Select(match => match.Value).Distinct();
        graph.ShouldBe(FilesThatUseTheStore.Contains(Path.GetFileName(file)) ? ["ProjectGraph.Data.Storage"] : []);
        text.Split('\n').Length.ShouldBeLessThan(300);
    }

    [GeneratedRegex(@"\b[A-Z]\w+(Wire|Client|Mapping|Operations|Connector)\b")]
    private static partial Regex ClientSide();

    [GeneratedRegex(@"ProjectGraph\.Data\b[\w.]*")]
    private static partial Regex GraphModel();

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Root(), "*Sandbox*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Root() => Path.Combine(Repository.Root, "src", "ProjectGraph.Vendors");
}
