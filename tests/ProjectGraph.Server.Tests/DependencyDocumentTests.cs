using System.Xml.Linq;

namespace ProjectGraph.Server.Tests;

/// <summary>Holds <c>docs/decisions/dependencies.md</c> to the packages that are taken.</summary>
public sealed class DependencyDocumentTests
{
    [Fact]
    public void Every_package_stands_in_the_document_with_its_version()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs/decisions/dependencies.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        foreach (var (name, version) in Packages())
            rows.Count(row => row.Contains($"`{name}`", StringComparison.Ordinal) && row.Contains($"| {version} |", StringComparison.Ordinal)).ShouldBe(1, $"{name} {version}");
    }

    [Fact]
    public void Versions_are_exact() => Packages().ShouldAllBe(package => package.Version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' || letter == '-'));

    private static IEnumerable<(string Name, string Version)> Packages() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value));
}
