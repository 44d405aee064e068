using System.Globalization;
using System.Reflection;
using System.Text;
using Xunit.Abstractions;

namespace ProjectGraph.GraphQL.Tests;

/// <summary>What of the specification is tested, as a table beside the schema; <c>make approve</c> rewrites it.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private static readonly string[] Chapters =
    [
        "2 Language",
        "3 Type System",
        "4 Introspection",
        "5 Validation",
        "6 Execution",
        "7 Response",
    ];

    [Fact]
    public void The_conformance_table_is_up_to_date()
    {
        string table = Table();
        output.WriteLine(table);
        Approved.Compare("schema/graphql-conformance.md", table);
    }

    [Fact]
    public void Every_test_class_of_the_engine_names_its_section() =>
        TestClasses()
            .Where(type => type.GetCustomAttribute<SpecAttribute>() is null)
            .Select(type => type.Name)
            .ShouldBe(["AllocationTests", "ConformanceTests", "JsonTextTests", "LayerTests", "SuggestionTests"], ignoreOrder: true);

    private static string Table()
    {
        (SpecAttribute Spec, int Cases)[] classes =
        [
            .. TestClasses()
                .Select(type => (Spec: type.GetCustomAttribute<SpecAttribute>(), Cases: Cases(type)))
                .Where(one => one.Spec is not null)
                .Select(one => (one.Spec!, one.Cases)),
        ];
        var text = new StringBuilder("# Conformance to the GraphQL specification, September 2025\n\n")
            .Append("Every case below passes whenever the tests do: this file is compared with them. A test against the reference\n")
            .Append("implementation (graphql-js) counts as one case and compares thousands of generated documents, their answers or\n")
            .Append("the wording and place of their errors.\n\n| section | what | cases |\n|---|---|---:|\n");
        foreach (string chapter in Chapters)
        {
            var ofChapter = classes.Where(one => one.Spec.Section[0] == chapter[0]).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| **{chapter}** | | **{ofChapter.Sum(one => one.Cases)}** |\n");
            foreach (
                var (spec, cases) in ofChapter
                    .OrderBy(one => Order(one.Spec.Section), StringComparer.Ordinal)
                    .ThenBy(one => one.Spec.Title, StringComparer.Ordinal)
            )
                text.Append(CultureInfo.InvariantCulture, $"| {spec.Section} | {spec.Title} | {cases} |\n");
        }

        return text.ToString();
    }

    private static string Order(string section) => string.Join('.', section.Split('.').Select(part => part.PadLeft(2, '0')));

    private static IEnumerable<Type> TestClasses() =>
        typeof(ConformanceTests).Assembly.GetTypes().Where(type => !type.IsAbstract && Cases(type) > 0);

    private static int Cases(Type type) =>
        type.GetMethods()
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Sum(method => Math.Max(1, method.GetCustomAttributes<InlineDataAttribute>().Count()));
}
