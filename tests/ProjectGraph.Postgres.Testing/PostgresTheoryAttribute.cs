using Xunit;
using Xunit.Sdk;

namespace ProjectGraph.Postgres.Testing;

/// <summary>As <see cref="PostgresFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("ProjectGraph.Postgres.Testing.PostgresTrait", "ProjectGraph.Postgres.Testing")]
public sealed class PostgresTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresRequirement.SkipReason;
}
