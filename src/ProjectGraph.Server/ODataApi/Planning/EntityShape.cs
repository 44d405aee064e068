using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The properties that are written for each row of a level, with their columns.</summary>
internal sealed record EntityShape
{
    /// <summary>Null for a group, which is not an entity.</summary>
    public required EntityModel? Entity { get; init; }
    public required IReadOnlyList<ShapeProperty> Properties { get; init; }
    public IReadOnlyList<ToOneShape> ToOne { get; init; } = [];
    public IReadOnlyList<ToManyShape> ToMany { get; init; } = [];

    /// <summary>The key's column, if links are written from it.</summary>
    public int? KeyColumn { get; init; }

    /// <summary>The column of the entity's version.</summary>
    public int? ETagColumn { get; init; }

    /// <summary>The shape of each part of a <c>concat</c>, by the number in <see cref="BranchColumn"/>.</summary>
    public IReadOnlyList<EntityShape>? Branches { get; init; }

    public int BranchColumn { get; init; }

    /// <summary>The entities of a <c>$crossjoin</c> that are written as links because they are not expanded.</summary>
    public IReadOnlyList<CrossJoinShape> CrossJoined { get; init; } = [];

    /// <summary>Whether only the entity's address is written (<c>$ref</c>).</summary>
    public bool IsReference { get; init; }
}

/// <param name="Kind">The kind of the column's value, which determines its JSON.</param>
/// <param name="IsAverage">Whether the column holds a decimal as text, because it can have more digits than an amount.</param>
/// <param name="IsNullable">Whether an unreadable value may be written as null.</param>
internal sealed record ShapeProperty(
    JsonEncodedText Name,
    int Column,
    FieldKind Kind,
    EnumModel? Enum = null,
    bool IsAverage = false,
    bool IsNullable = true
)
{
    public static ShapeProperty Create(string name, int column, Scalar scalar) =>
        new(JsonNames.Get(name), column, scalar.Kind, scalar.Enum, IsNullable: scalar is not FieldScalar { IsNullable: false });
}

/// <param name="Marker">
/// A column that is null if the related entity does not exist. The parameter is null if the object always exists.
/// </param>
/// <param name="IsCondition">Whether the marker is true or false instead of a value or null.</param>
internal sealed record ToOneShape(string Name, EntityShape Shape, int? Marker, bool IsCondition = false)
{
    public JsonEncodedText JsonName { get; } = JsonNames.Get(Name);

    /// <summary>Whether the object is written as an array of one object.</summary>
    public bool IsCollection { get; init; }
}

/// <param name="KeyColumn">The column of the entity's key.</param>
internal sealed record CrossJoinShape(EntityModel Entity, int KeyColumn)
{
    public JsonEncodedText JsonLinkName { get; } = JsonNames.Get(Entity.Set + "@odata.navigationLink");
}

/// <param name="NestedIndex">The index in the level's nested selections.</param>
/// <param name="ParentColumn">The column whose value identifies the related rows.</param>
/// <param name="Take">The number of rows that are read per parent.</param>
/// <param name="Top">The number of requested rows; null means all.</param>
/// <param name="Options">The options of the expand without <c>$top</c> and <c>$skip</c>, for next links.</param>
internal sealed record ToManyShape(
    string Name,
    EntityShape Shape,
    int NestedIndex,
    int ParentColumn,
    bool CountsTotal,
    long Skip,
    long Take,
    long? Top,
    string Options
)
{
    public JsonEncodedText JsonName { get; } = JsonNames.Get(Name);
    public JsonEncodedText JsonCountName { get; } = JsonNames.Get(Name + "@odata.count");

    /// <summary>Whether only the number of rows is written.</summary>
    public bool IsCountOnly { get; init; }

    public JsonEncodedText JsonNextLinkName { get; } = JsonNames.Get(Name + "@odata.nextLink");
}
