using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds connections, edges and arguments as Relay specifies them.</summary>
internal sealed class ConnectionTypes
{
    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 1_000;

    private static readonly ObjectType PageInfo = new(
        "PageInfo",
        CreateField("hasNextPage", Scalars.Boolean.NonNull(), "Whether there are rows after this page."),
        CreateField("hasPreviousPage", Scalars.Boolean.NonNull(), "Whether there are rows before this page."),
        CreateField("startCursor", Scalars.String, "The cursor of the first row. Null on an empty page."),
        CreateField("endCursor", Scalars.String, "The cursor of the last row. Null on an empty page.")
    )
    {
        Description = "The position of a page in the ordering.",
    };

    public ConnectionTypes(EntityModel entity, ObjectType node)
    {
        var name = entity.Set;
        var edge = new ObjectType(
            $"{name}Edge",
            CreateField("cursor", Scalars.String.NonNull(), "The row's position in the ordering, for `after` and `before`."),
            CreateField("node", node.NonNull(), $"The {entity.Name}.")
        )
        {
            Description = $"A {entity.Name} with its position in the ordering.",
        };
        Connection = new(
            $"{name}Connection",
            CreateField("nodes", node.NonNull().List().NonNull(), "The rows of this page."),
            CreateField("edges", edge.NonNull().List().NonNull(), "The rows of this page, each with its cursor."),
            CreateField("pageInfo", PageInfo.NonNull(), "The position of this page in the ordering."),
            new FieldDefinition("totalCount", Scalars.Int.NonNull())
            {
                Description = "The number of all matching rows, on all pages. Counted only if selected.",
                Directives = [CostDirectives.Weight(CostWeights.Count)],
            }
        )
        {
            Description = $"A page of {name}.",
        };
    }

    /// <summary>The size of a page, for every field that returns a connection.</summary>
    public static readonly AppliedDirective Size = CostDirectives.SlicedBy(DefaultPageSize, ["first", "last"], "nodes", "edges");

    public ObjectType Connection { get; }

    public static IEnumerable<InputValueDefinition> Arguments(EntityModel entity, FilterInputs filters, SortInputs sorts) =>
        [
            new("where", filters.Get(entity)) { Description = "Only rows that match." },
            new("order", sorts.Get(entity).NonNull().List())
            {
                Description = "The ordering of the rows. The default is `databaseId`, which also breaks ties.",
            },
            Search("Only rows whose text contains all of these words or \"quoted phrases\", ignoring case."),
            new("first", Scalars.Int)
            {
                Description = $"The number of rows from the start, {DefaultPageSize} by default and {MaxPageSize} at most.",
            },
            new("after", Scalars.String) { Description = "Only rows after this cursor." },
            new("last", Scalars.Int) { Description = $"The number of rows from the end, {MaxPageSize} at most." },
            new("before", Scalars.String) { Description = "Only rows before this cursor." },
        ];

    public static InputValueDefinition Search(string description) =>
        new("search", Scalars.String)
        {
            Description = description,
            Directives = [CostDirectives.Weight(CostWeights.SearchTerm)],
            Tag = new SearchTag(),
        };

    private static FieldDefinition CreateField(string name, GraphQLType type, string description) =>
        new(name, type) { Description = description };
}
