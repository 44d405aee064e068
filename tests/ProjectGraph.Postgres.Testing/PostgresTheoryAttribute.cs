using Xunit;
using Xunit.Sdk;

namespace ProjectGraph.Postgres.Testing;

/// <summary>Marks a test like <see cref="PostgresFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("ProjectGraph.Postgres.Testing.PostgresTrait", "ProjectGraph.Postgres.Testing")]
public sealed class PostgresTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresRequirement.SkipReason;
}
