using Xunit.Abstractions;
using Xunit.Sdk;

namespace ProjectGraph.Postgres.Testing;

/// <summary>The trait by which <c>make test-postgres</c> finds its tests. xunit creates this type by its name.</summary>
public sealed class PostgresTrait : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Store", "PostgreSql")];
}
