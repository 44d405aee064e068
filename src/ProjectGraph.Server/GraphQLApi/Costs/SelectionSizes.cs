using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>The sizes of selected fields in bytes and in stored rows, from the averages of the store.</summary>
internal sealed class SelectionSizes(RowSizes sizes)
{
    // Quotes, colon and comma of a member.
    private const int Member = 4;
    private const int GlobalId = 24;
    private const int Other = 8;

    private static readonly string[] Narrowing = ["where", "search", "after", "before"];

    /// <summary>Gets the bytes of an object's own values, for the largest possible type.</summary>
    public double Bytes(SelectionSet selections) => selections.PossibleTypes.Select(type => selections.ForType(type).Sum(Bytes)).DefaultIfEmpty().Max();

    /// <summary>Gets the rows of a field's list. Returns null if the list is not stored.</summary>
    public double? Rows(SelectedField list, bool isRepeated) => list.Definition.Tag switch
    {
        ConnectionSource { Relation: var relation } => Of(relation, isRepeated),
        ManySource { Relation: var relation } => Of(relation, isRepeated),
        _ when EntityOf(list.Definition.Type.Named) is { } entity => sizes.Get(entity)?.Rows,
        _ => null,
    };

    /// <summary>Whether the list contains all of these rows, and not only those that match a condition.</summary>
    public bool IsWhole(SelectedField list, bool isRepeated) => Rows(list, isRepeated) is not null && !Narrowing.Any(list.IsGiven);

    /// <summary>Whether several objects lead to a field's object: it follows a to-one relation, or is part of such an object.</summary>
    public static bool IsRepeated(SelectedField field, bool isRepeated) => field.Definition.Tag switch
    {
        OneSource => true,
        GroupSource or ConnectionSource => isRepeated,
        _ => false,
    };

    private double? Of(RelationModel relation, bool isRepeated) => sizes.Get(relation.Entity)?.Lists[relation] is { } list ? (isRepeated ? list.Weighted : list.Mean) : null;

    private double Bytes(SelectedField field) => field.ResponseName.Length + Member + field.Definition.Tag switch
    {
        _ when field.Selections is not null => 2,
        ColumnSource { Field: var column } => sizes.Get(column.Entity)?.GetFieldBytes(column) ?? Other,
        GlobalIdSource => GlobalId,
        _ => Other,
    };

    // The type of its nodes identifies a connection.
    private static EntityModel? EntityOf(GraphQLType type) => type is ObjectType connection
        ? connection.Fields.FirstOrDefault(field => field.Name == "nodes")?.Type.Named is ObjectType { Tag: EntityModel entity } ? entity : null
        : null;
}
