using Xunit;
using Xunit.Sdk;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A test with a real PostgreSQL: skipped where none is installed, save where <see cref="PostgresRequirement"/> makes it fail.
/// It has the trait <c>Store=PostgreSql</c> by itself.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("ProjectGraph.Postgres.Testing.PostgresTrait", "ProjectGraph.Postgres.Testing")]
public sealed class PostgresFactAttribute : FactAttribute, ITraitAttribute
{
    public PostgresFactAttribute() => Skip = PostgresRequirement.SkipReason;
}
