using System.Text.RegularExpressions;

namespace ProjectGraph.GraphQL.Tests;

public partial class LayerTests
{
    private static readonly string[] Phases = ["Language", "Types", "Validation", "Execution"];

    [Fact]
    public void A_phase_uses_only_itself_and_earlier_phases()
    {
        var violations = new List<string>();
        for (int phase = 0; phase < Phases.Length; phase++)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(Source(), Phases[phase]), "*.cs", SearchOption.AllDirectories))
            {
                string text = File.ReadAllText(file);
                violations.AddRange(
                    Phases
                        .Skip(phase + 1)
                        .Where(later => Regex.IsMatch(text, $@"ProjectGraph\.GraphQL\.{later}\b|\busing {later}\b"))
                        .Select(later => $"{Path.GetFileName(file)} names {later}")
                );
            }
        }

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_phase_uses_only_errors_and_values_of_the_root()
    {
        // What the root has above the phases: the engine and its requests.
        var above = new Regex(
            @"\b(GraphQLEngine|GraphQLOptions|GraphQLRequest|GraphQLResult|PreparedDocument|DocumentCache|EngineCounters)\b"
        );
        Phases
            .SelectMany(phase => Directory.EnumerateFiles(Path.Combine(Source(), phase), "*.cs", SearchOption.AllDirectories))
            .Where(file => above.IsMatch(Comments().Replace(File.ReadAllText(file), "")))
            .Select(Path.GetFileName)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (string file in Files())
        {
            string folder = Path.GetRelativePath(Source(), Path.GetDirectoryName(file)!);
            string phase = folder == "." ? "" : "." + folder.Split(Path.DirectorySeparatorChar)[0];
            File.ReadAllText(file).ShouldContain($"namespace ProjectGraph.GraphQL{phase}", customMessage: file);
        }
    }

    [Fact]
    public void The_engine_uses_the_base_class_library_only()
    {
        File.ReadAllText(Path.Combine(Source(), "ProjectGraph.GraphQL.csproj")).ShouldNotContain("Reference");
    }

    [Fact]
    public void Files_are_short()
    {
        Files().Where(file => File.ReadLines(file).Count() > 300).Select(Path.GetFileName).ShouldBeEmpty();
    }

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );

    private static string Source() => Path.Combine(Repository.Root, "src/ProjectGraph.GraphQL");

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();
}
