using System.Text.Json;
using System.Xml.Linq;

namespace ProjectGraph.Server.Tests;

/// <summary>Compares <c>docs/decisions/dependencies.md</c> with the referenced packages.</summary>
public sealed class DependencyDocumentTests
{
    private const string Design = "Microsoft.EntityFrameworkCore.Design";

    [Fact]
    public void Every_package_stands_in_the_document_with_its_version()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs/decisions/dependencies.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToArray();
        foreach (var (name, version) in Packages())
            rows.Count(row =>
                    row.Contains($"`{name}`", StringComparison.Ordinal) && row.Contains($"| {version} |", StringComparison.Ordinal)
                )
                .ShouldBe(1, $"{name} {version}");
    }

    [Fact]
    public void Versions_are_exact() =>
        Packages()
            .ShouldAllBe(package => package.Version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' || letter == '-'));

    [Fact]
    public void The_command_that_generates_migrations_has_the_version_of_its_package()
    {
        var tools = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config/dotnet-tools.json"))).GetProperty("tools");
        tools
            .GetProperty("dotnet-ef")
            .GetProperty("version")
            .GetString()
            .ShouldBe(Packages().Single(package => package.Name == Design).Version);
    }

    [Fact]
    public void The_package_that_generates_migrations_is_not_part_of_the_program()
    {
        File.ReadAllText(Path.Combine(Repository.Root, "src/ProjectGraph.Data/packages.lock.json")).ShouldContain(Design);
        File.ReadAllText(Path.Combine(Repository.Root, "src/ProjectGraph.Server/packages.lock.json")).ShouldNotContain(Design);
    }

    private static IEnumerable<(string Name, string Version)> Packages() =>
        XDocument
            .Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants()
            .Where(element => element.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value));
}
