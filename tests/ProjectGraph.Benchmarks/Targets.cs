using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>Times the floor's speed that the service shall have, a store; each protocol has its own.</summary>
internal sealed record Targets(
    (double GraphQL, double OData) List, (double GraphQL, double OData) Nested, (double GraphQL, double OData) One, (double GraphQL, double OData) Search,
    (double GraphQL, double OData) CommonWord, (double GraphQL, double OData) RareWord, (double GraphQL, double OData) Groups, (double GraphQL, double OData) Pull)
{
    public static readonly Targets None = new(default, default, default, default, default, default, default, default);

    private static readonly Targets Sqlite = new((0.7, 0.65), (0.6, 0.55), (0.55, 0.5), (0.8, 0.8), (2, 2), (50, 50), (6, 6), (0.8, 0.8));

    private static readonly Targets Postgres = new((1, 1), (1, 1), (0.6, 0.6), (0.35, 0.35), (0.35, 0.35), (20, 20), (0.45, 0.45), (0.8, 0.8));

    public static Targets Of(StoreAddress store) => store.IsPostgres ? Postgres : Sqlite;
}
