using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>The required speed of the service as a multiple of the floor's, per store and protocol.</summary>
internal sealed record Targets(
    (double GraphQL, double OData) List,
    (double GraphQL, double OData) Nested,
    (double GraphQL, double OData) One,
    (double GraphQL, double OData) Search,
    (double GraphQL, double OData) CommonWord,
    (double GraphQL, double OData) RareWord,
    (double GraphQL, double OData) Groups,
    (double GraphQL, double OData) Pull
)
{
    public static readonly Targets None = new(default, default, default, default, default, default, default, default);

    private static readonly Targets Sqlite = new((0.7, 0.65), (0.6, 0.55), (0.55, 0.5), (0.8, 0.8), (2, 2), (50, 50), (6, 6), (0.8, 0.8));

    private static readonly Targets Postgres = new(
        (1, 1),
        (1, 1),
        (0.6, 0.6),
        (0.35, 0.35),
        (0.35, 0.35),
        (20, 20),
        (0.45, 0.45),
        (0.8, 0.8)
    );

    public static Targets Get(StoreAddress store) => store.IsPostgres ? Postgres : Sqlite;
}
