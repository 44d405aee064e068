using Xunit;
using Xunit.Sdk;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// Marks a test with a real PostgreSQL. Without an installation it is skipped, or fails if <see cref="PostgresRequirement"/>
/// demands one. It has the trait <c>Store=PostgreSql</c> automatically.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("ProjectGraph.Postgres.Testing.PostgresTrait", "ProjectGraph.Postgres.Testing")]
public sealed class PostgresFactAttribute : FactAttribute, ITraitAttribute
{
    public PostgresFactAttribute() => Skip = PostgresRequirement.SkipReason;
}
