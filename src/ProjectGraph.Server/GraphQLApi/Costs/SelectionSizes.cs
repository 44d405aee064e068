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
    private const int MemberOverhead = 4;
    private const int GlobalIdBytes = 24;
    private const int DefaultBytes = 8;

    private static readonly string[] FilteringArguments = ["where", "search", "after", "before"];

    /// <summary>Gets the bytes of an object's own values, for the largest possible type.</summary>
    public double GetBytes(SelectionSet selections) =>
        selections.PossibleTypes.Select(type => selections.GetFields(type).Sum(GetBytes)).DefaultIfEmpty().Max();

    /// <summary>Gets the rows of a field's list. Returns null if the list is not stored.</summary>
    public double? GetRows(SelectedField list, bool isRepeated) =>
        list.Definition.Tag switch
        {
            ConnectionSource { Relation: var relation } => GetRelationSize(relation, isRepeated),
            ManySource { Relation: var relation } => GetRelationSize(relation, isRepeated),
            _ when GetEntity(list.Definition.Type.InnermostType) is { } entity => sizes.Get(entity)?.Rows,
            _ => null,
        };

    /// <summary>Whether the list contains all of these rows, and not only those that match a condition.</summary>
    public bool IsUnfiltered(SelectedField list, bool isRepeated) =>
        GetRows(list, isRepeated) is not null && !FilteringArguments.Any(list.HasArgumentValue);

    /// <summary>Whether several objects lead to a field's object: it follows a to-one relation, or is part of such an object.</summary>
    public static bool IsRepeated(SelectedField field, bool isRepeated) =>
        field.Definition.Tag switch
        {
            OneSource => true,
            GroupSource or ConnectionSource => isRepeated,
            _ => false,
        };

    private double? GetRelationSize(RelationModel relation, bool isRepeated) =>
        sizes.Get(relation.Entity)?.Lists[relation] is { } list ? (isRepeated ? list.Weighted : list.Mean) : null;

    private double GetBytes(SelectedField field) =>
        field.ResponseName.Length
        + MemberOverhead
        + field.Definition.Tag switch
        {
            _ when field.Selections is not null => 2,
            ColumnSource { Field: var column } => sizes.Get(column.Entity)?.GetFieldBytes(column) ?? DefaultBytes,
            GlobalIdSource => GlobalIdBytes,
            _ => DefaultBytes,
        };

    // The type of its nodes identifies a connection.
    private static EntityModel? GetEntity(GraphQLType type) =>
        type is ObjectType connection
            ? connection.Fields.FirstOrDefault(field => field.Name == "nodes")?.Type.InnermostType is ObjectType { Tag: EntityModel entity }
                ? entity
                : null
            : null;
}
