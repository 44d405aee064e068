using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;
using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Conformance;

/// <summary>What the service says of its conformance is what its tests are marked with: no more, and no less.</summary>
public sealed class ConformanceTests
{
    private const string Folder = "tests/ProjectGraph.Server.Tests/Conformance";

    private static readonly string Head = """
        # Conformance of the OData service

        Each statement of OData 4.0 and 4.01, and of what BI tools need, with the tests that show it. A test that fails, fails the
        build, so what is named here holds. A dash means that no test is marked for the statement: it may hold all the same, and it
        is not claimed. Tools' statements are shown by requests as the tools send them, not by the tools themselves.


        """;

    [Fact]
    public void The_report_names_the_tests_of_every_clause() => Approved.Compare("schema/odata-conformance.md", Report());

    [Fact]
    public void Every_mark_is_a_clause_that_there_is() =>
        Marks().Select(mark => mark.Key).Except(Clauses().Select(clause => clause[0])).ShouldBeEmpty();

    [Fact]
    public void Every_obligation_has_a_level_that_is_checked() =>
        Clauses()
            .Where(clause => clause[2] == "MUST")
            .ShouldAllBe(clause => clause[1].Contains("Minimal") || clause[1].Contains("Intermediate") || clause[1].Contains("Advanced"));

    [Fact]
    public void Every_statement_of_the_BI_tools_is_shown_by_a_test() =>
        Clauses()
            .Select(clause => clause[0])
            .Where(id => id[0] is 'B' or 'T' or 'X')
            .Except(Marks().Select(mark => mark.Key))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Minimal")]
    [InlineData("Intermediate")]
    [InlineData("Advanced")]
    public void What_the_metadata_claims_is_shown_for_each_obligation_of_the_level(string level)
    {
        var claimed = (IEdmEnumMemberExpression)
            PlanText
                .Model.Edm.FindVocabularyAnnotations(PlanText.Model.Edm.EntityContainer)
                .Single(annotation => annotation.Term.Name == "ConformanceLevel")
                .Value;
        claimed.EnumMembers.Single().Name.ShouldBe("Advanced");
        Clauses()
            .Where(clause => clause[1].Split(' ', ',').Contains(level) && clause[2] == "MUST")
            .Select(clause => clause[0])
            .Except(Marks().Select(mark => mark.Key))
            .ShouldBeEmpty();
    }

    private static string Report()
    {
        var marks = Marks();
        var report = new StringBuilder(Head).Append("| clause | level | | statement | shown by |\n|---|---|---|---|---|\n");
        foreach (var clause in Clauses())
        {
            var tests = string.Join("<br>", marks[clause[0]].Order(StringComparer.Ordinal));
            report.Append(
                CultureInfo.InvariantCulture,
                $"| {clause[0]} | {clause[1]} | {clause[2]} | {clause[3]} | {(tests.Length == 0 ? "–" : tests)} |\n"
            );
        }
        return report.ToString();
    }

    private static List<string[]> Clauses() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, Folder, "clauses.tsv")).Select(line => line.Split('\t'))];

    private static ILookup<string, string> Marks() =>
        (
            from type in typeof(ConformanceTests).Assembly.GetTypes()
            from method in type.GetMethods()
            from mark in method.GetCustomAttributes<ClauseAttribute>()
            select (mark.Id, Test: $"{type.Name}.{method.Name}")
        ).ToLookup(pair => pair.Id, pair => pair.Test);
}
