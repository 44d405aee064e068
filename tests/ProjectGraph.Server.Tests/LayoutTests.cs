using System.Text.RegularExpressions;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks the rules of the layout that a compiler cannot check.</summary>
public sealed partial class LayoutTests
{
    /// <summary>The engine's folders in execution order.</summary>
    private static readonly string[] Phases = ["Language", "Types", "Validation", "Execution"];

    /// <summary>Files that may be longer than 400 lines, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/ProjectGraph.Server/ErrorCodes.cs"] = "One declaration a code, each argument on a line.",
    };

    // EF Core's generated files are excluded, because nobody reads them.
    private static readonly IReadOnlyList<SourceFile> Sources =
    [
        .. Repository.Sources("src").Where(file => !Generated().IsMatch(file.Path)),
    ];

    [Fact]
    public void A_phase_of_the_engine_names_only_itself_and_those_before_it()
    {
        var violations =
            from file in Sources
            let phase = Array.FindIndex(Phases, name => file.Path.StartsWith($"src/ProjectGraph.GraphQL/{name}/", StringComparison.Ordinal))
            where phase >= 0
            from later in Phases.Skip(phase + 1)
            where file.Text.Contains($"ProjectGraph.GraphQL.{later}", StringComparison.Ordinal)
            select $"{file} names {later}";
        violations.ShouldBeEmpty();
    }

    [Fact]
    public void The_engine_knows_nothing_but_the_base_class_library() =>
        In("ProjectGraph.GraphQL").Where(file => Foreign().IsMatch(file.Text)).ShouldBeEmpty();

    [Fact]
    public void Only_the_data_project_sees_the_database()
    {
        var violations = Sources.Where(file =>
            !file.Path.StartsWith("src/ProjectGraph.Data/", StringComparison.Ordinal)
            && (
                file.Text.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || file.Text.Contains("Npgsql", StringComparison.Ordinal)
                || file.Text.Contains("Microsoft.Data.Sqlite", StringComparison.Ordinal)
            )
        );
        violations.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_server_sees_the_OData_library() =>
        Sources
            .Where(file =>
                !file.Path.StartsWith("src/ProjectGraph.Server/", StringComparison.Ordinal)
                && file.Text.Contains("Microsoft.OData", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

    [Theory]
    [InlineData("ProjectGraph.GraphQL", "")]
    [InlineData("ProjectGraph.Data", "")]
    [InlineData("ProjectGraph.Vendors", "ProjectGraph.Data")]
    [InlineData("ProjectGraph.Sandbox", "")]
    [InlineData("ProjectGraph.Server", "ProjectGraph.Data ProjectGraph.GraphQL ProjectGraph.Sandbox ProjectGraph.Vendors")]
    public void A_project_builds_on_these_and_no_others(string project, string expected)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        var references = ProjectReference().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        string.Join(' ', references).ShouldBe(expected);
    }

    [Fact]
    public void Vendors_use_of_the_data_project_the_model_the_sync_and_what_instances_share_alone()
    {
        var violations =
            from file in In("ProjectGraph.Vendors")
            from Match used in DataNamespace().Matches(file.Text)
            where used.Groups[1].Value is not ("Model" or "Sync" or "Coordination")
            select $"{file} uses {used.Value}";
        violations.ShouldBeEmpty();
    }

    [Fact]
    public void No_name_is_a_place_for_everything()
    {
        var violations =
            from file in Sources.Concat(Repository.Sources("tests"))
            from part in file.Path.Split('/', '.')
            where Vague().IsMatch(part)
            select file;
        violations.ShouldBeEmpty();
    }

    [Fact]
    public void The_program_is_a_table_of_contents() =>
        Sources.Single(file => file.Path == "src/ProjectGraph.Server/Program.cs").Lines.Count.ShouldBeLessThanOrEqualTo(60);

    [Fact]
    public void Files_are_short()
    {
        var lengths = Sources.Select(file => file.Lines.Count).Order().ToArray();
        lengths[lengths.Length / 2].ShouldBeLessThanOrEqualTo(80, "the median file");
        lengths[lengths.Length * 9 / 10].ShouldBeLessThan(200, "nine files of ten");
        Sources.Where(file => file.Lines.Count > 400 && !LongFiles.ContainsKey(file.Path)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_folded_away_or_left_for_later() =>
        Sources.Concat(Repository.Sources("tests")).Where(file => Unfinished().IsMatch(file.Text)).ShouldBeEmpty();

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() =>
        Sources.Concat(Repository.Sources("tests")).Where(file => MachinePath().IsMatch(file.Text)).ShouldBeEmpty();

    private static IEnumerable<SourceFile> In(string project) =>
        Sources.Where(file => file.Path.StartsWith($"src/{project}/", StringComparison.Ordinal));

    [GeneratedRegex(@"/Migrations/.*(\.Designer|ModelSnapshot)\.cs$")]
    private static partial Regex Generated();

    [GeneratedRegex(@"using (?!System|ProjectGraph\.GraphQL)[\w.]+;")]
    private static partial Regex Foreign();

    [GeneratedRegex("ProjectReference Include=\"[^\"]*/([\\w.]+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\bProjectGraph\.Data\.(\w+)")]
    private static partial Regex DataNamespace();

    [GeneratedRegex("^(.*Helpers?|.*Utilit(y|ies)|Utils?|Common|Misc|Shared)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"#reg" + @"ion|\bTO" + @"DO\b|\bFIX" + @"ME\b|NotImplemented" + "Exception")]
    private static partial Regex Unfinished();

    [GeneratedRegex("\"(/home|/ro" + "ot|/wo" + "rk|/Users|[A-Z]:\\\\\\\\)[/\\\\]")]
    private static partial Regex MachinePath();
}
