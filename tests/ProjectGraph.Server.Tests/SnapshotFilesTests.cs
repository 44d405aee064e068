using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks that snapshots and approved files fail correctly, and that their files are the same on every machine.</summary>
public sealed class SnapshotFilesTests : IDisposable
{
    private const string Name = "Class.Test.case";
    private readonly TemporaryFolder _folder = new();

    private string Snapshot => _folder.File($"__snapshots__/{Name}.snap");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_snapshot_fails_and_is_not_written()
    {
        Should
            .Throw<XunitException>(() => Compare("{}\n", approve: false))
            .Message.ShouldBe($"The snapshot {Name}.snap is missing. Run make approve.");
        Environment.GetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE").ShouldBe("true");
        File.Exists(Snapshot).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""")]
    [InlineData("""{"a":"2026-03-02T09:00:00.000Z"}""", """{"a":"2026-03-02T09:00:00Z"}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":"x"}""", """{"a":"X"}""")]
    [InlineData("""{"a":"x\r\n"}""", """{"a":"x\n"}""")]
    [InlineData("[1]", "[1,1]")]
    public void A_payload_that_differs_fails(string expected, string actual)
    {
        Compare(SnapshotText.FromJson(expected, []), approve: true);
        Compare(SnapshotText.FromJson(expected, []), approve: false);
        Should
            .Throw<XunitException>(() => Compare(SnapshotText.FromJson(actual, []), approve: false))
            .Message.ShouldContain($"{Name}.snap differs");
    }

    [Fact]
    public void An_approved_payload_is_the_snapshot_from_then_on()
    {
        foreach (var text in new[] { "1\n", "2\n" })
        {
            Compare(text, approve: true);
            Compare(text, approve: false);
            File.ReadAllBytes(Snapshot).ShouldBe(Encoding.ASCII.GetBytes(text));
        }
    }

    [Fact]
    public void A_snapshot_is_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var payload = new
        {
            number = 1234.50m,
            floating = 0.5,
            day = new DateOnly(2026, 3, 2),
            time = DateTimeOffset.UnixEpoch,
            text = "Ä <&'\"",
        };
        var expected = SnapshotText.FromValue(payload, []);
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.DateTimeFormat.DateSeparator, other.DateTimeFormat.ShortDatePattern) = (
            ",",
            ".",
            "dd.MM.yyyy"
        );
        try
        {
            CultureInfo.CurrentCulture = other;
            SnapshotText.FromValue(payload, []).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        expected.ShouldBe(
            """
            {
              "number": 1234.50,
              "floating": 0.5,
              "day": "2026-03-02",
              "time": "1970-01-01T00:00:00+00:00",
              "text": "Ä <&'\""
            }

            """.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void What_differs_from_run_to_run_is_left_out_of_a_snapshot() =>
        SnapshotText
            .FromJson(
                """{"id":7,"rows":[{"id":"x","at":null,"name":"A","link":"http://127.0.0.1:4711/odata"}],"@odata.etag":"W/\"5\""}""",
                ["rows.id", "rows.at"]
            )
            .ShouldBe(
                SnapshotText.FromJson(
                    """{"id":7,"rows":[{"id":"<String>","at":null,"name":"A","link":"http://server/odata"}],"@odata.etag":"<String>"}""",
                    []
                )
            );

    [Theory]
    [InlineData("\uFEFFtext\n", "text\n")]
    [InlineData("text\r\n", "text\n")]
    [InlineData("text", "text\n")]
    public void A_contract_file_is_compared_byte_by_byte(string file, string actual)
    {
        var path = _folder.File("contract.txt");
        Should.Throw<XunitException>(() => Approved.Compare(path, actual, approve: false)).Message.ShouldContain("is missing");
        File.WriteAllText(path, file);
        Should.Throw<XunitException>(() => Approved.Compare(path, actual, approve: false)).Message.ShouldContain("differs");
        Approved.Compare(path, actual, approve: true);
        Approved.Compare(path, actual, approve: false);
    }

    [Fact]
    public void Every_snapshot_belongs_to_a_case_of_a_test_and_has_the_bytes_of_its_text_alone()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.snap", SearchOption.AllDirectories)
            .Where(file =>
                Path.GetFileName(Path.GetDirectoryName(file)) == "__snapshots__" && !file.Contains("node_modules", StringComparison.Ordinal)
            )
            .ToArray();
        files.Length.ShouldBeGreaterThan(60);
        files.Where(file => !HasTest(file)).Select(Path.GetFileName).ShouldBeEmpty();
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), bytes.Contains((byte)'\r'), bytes[^1]).ShouldBe(
                (false, false, (byte)'\n'),
                file
            );
        }
    }

    private static bool HasTest(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file).Split('.', 3);
        var sources = Directory
            .EnumerateFiles(Path.GetDirectoryName(Path.GetDirectoryName(file))!, $"{name[0]}*.cs")
            .Select(File.ReadAllText);
        return sources.Any(source =>
            source.Contains($" {name[1]}(", StringComparison.Ordinal)
            && (name.Length < 3 || source.Split('"').Any(literal => Snapshots.CaseName(literal) == name[2]))
        );
    }

    private void Compare(string text, bool approve) => Snapshots.Compare(text, Name, _folder.File(""), approve);
}
