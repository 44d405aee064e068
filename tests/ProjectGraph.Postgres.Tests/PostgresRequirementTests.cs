using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Without PostgreSQL, an ordinary machine skips its tests and a build machine fails them.</summary>
public sealed class PostgresRequirementTests
{
    [Theory]
    [InlineData(null, null, "not here")]
    [InlineData("false", "0", "not here")]
    [InlineData("true", null, null)]
    [InlineData(null, "1", null)]
    public void A_missing_server_skips_tests_unless_one_is_required(string? ci, string? required, string? reason) =>
        PostgresRequirement.Reason("not here", name => name == "CI" ? ci : required).ShouldBe(reason);

    [Fact]
    public void An_installed_server_is_never_skipped() => PostgresRequirement.Reason(null, _ => null).ShouldBeNull();
}
