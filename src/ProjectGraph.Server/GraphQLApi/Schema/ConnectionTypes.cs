using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>A connection, its edges and its arguments, as Relay has them.</summary>
internal sealed class ConnectionTypes
{
    public const int DefaultPage = 50;
    public const int LargestPage = 1_000;

    private static readonly ObjectType PageInfo = new(
        "PageInfo",
        Part("hasNextPage", Scalars.Boolean.NonNull(), "Whether rows follow behind this page."),
        Part("hasPreviousPage", Scalars.Boolean.NonNull(), "Whether rows come before this page."),
        Part("startCursor", Scalars.String, "Cursor of the first row; null on an empty page."),
        Part("endCursor", Scalars.String, "Cursor of the last row; null on an empty page."))
    {
        Description = "Where a page lies.",
    };

    public ConnectionTypes(EntityModel entity, ObjectType node)
    {
        var name = entity.Set;
        var edge = new ObjectType(
            $"{name}Edge",
            Part("cursor", Scalars.String.NonNull(), "Names this row's place in the ordering: `after` and `before` take it."),
            Part("node", node.NonNull(), $"The {entity.Name}."))
        {
            Description = $"A {entity.Name} with its place in the ordering.",
        };
        Connection = new(
            $"{name}Connection",
            Part("nodes", node.NonNull().List().NonNull(), "The rows of this page."),
            Part("edges", edge.NonNull().List().NonNull(), "The rows of this page, each with its cursor."),
            Part("pageInfo", PageInfo.NonNull(), "Where this page lies."),
            new FieldDefinition("totalCount", Scalars.Int.NonNull())
            {
                Description = "The number of all rows that match, whatever the page. Counted only when selected.",
                Directives = [CostDirectives.Weight(CostWeights.Count)],
            })
        {
            Description = $"A page of {name}.",
        };
    }

    /// <summary>How long a page becomes: on every field that gives a connection.</summary>
    public static readonly AppliedDirective Size = CostDirectives.SlicedBy(DefaultPage, ["first", "last"], "nodes", "edges");

    public ObjectType Connection { get; }

    public static IEnumerable<InputValueDefinition> Arguments(EntityModel entity, FilterInputs filters, SortInputs sorts) =>
    [
        new("where", filters.Of(entity)) { Description = "Only rows that match." },
        new("order", sorts.Of(entity).NonNull().List()) { Description = "By what the rows are ordered; the `databaseId` decides between equals and is the default." },
        Search("Only rows that hold every one of these words (or \"quoted phrases\") somewhere in their text, case ignored."),
        new("first", Scalars.Int) { Description = $"The first so many rows, {DefaultPage} by default and {LargestPage} at most." },
        new("after", Scalars.String) { Description = "Only rows behind this cursor." },
        new("last", Scalars.Int) { Description = $"The last so many rows, {LargestPage} at most." },
        new("before", Scalars.String) { Description = "Only rows before this cursor." },
    ];

    public static InputValueDefinition Search(string description) => new("search", Scalars.String)
    {
        Description = description,
        Directives = [CostDirectives.Weight(CostWeights.SearchTerm)],
        Tag = new SearchTag(),
    };

    private static FieldDefinition Part(string name, GraphQLType type, string description) => new(name, type) { Description = description };
}
