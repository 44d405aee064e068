using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>What is written of each row of a level, and in which columns it stands.</summary>
internal sealed record EntityShape
{
    /// <summary>Null for a group, which is no entity.</summary>
    public required EntityModel? Entity { get; init; }
    public required IReadOnlyList<ShapeProperty> Properties { get; init; }
    public IReadOnlyList<ToOneShape> ToOne { get; init; } = [];
    public IReadOnlyList<ToManyShape> ToMany { get; init; } = [];

    /// <summary>The key's column, where links are written from it.</summary>
    public int? KeyColumn { get; init; }

    /// <summary>The column of the entity's version.</summary>
    public int? ETagColumn { get; init; }

    /// <summary>What each part of a <c>concat</c> writes instead, by the number in the branch's column.</summary>
    public IReadOnlyList<EntityShape>? Branches { get; init; }

    public int BranchColumn { get; init; }

    /// <summary>Entities of several sets beside each other (<c>$crossjoin</c>): each is a link where it is not expanded.</summary>
    public IReadOnlyList<CrossShape> Crossed { get; init; } = [];

    /// <summary><c>$ref</c>: only the entity's address is written.</summary>
    public bool IsReference { get; init; }
}

/// <param name="Kind">How the column's value is written.</param>
/// <param name="IsAverage">A decimal that the column holds as text, for it may have more digits than an amount.</param>
/// <param name="IsNullable">Whether what can't be read may be shown as null.</param>
internal sealed record ShapeProperty(JsonEncodedText Name, int Column, FieldKind Kind, EnumModel? Enum = null, bool IsAverage = false, bool IsNullable = true)
{
    public static ShapeProperty Of(string name, int column, Scalar scalar) =>
        new(JsonNames.Of(name), column, scalar.Kind, scalar.Enum, IsNullable: scalar is not FieldScalar { IsNullable: false });
}

/// <param name="Marker">A column that is null where the relation leads nowhere; null itself where the object is always there.</param>
/// <param name="IsCondition">The marker is true or false instead.</param>
internal sealed record ToOneShape(string Name, EntityShape Shape, int? Marker, bool IsCondition = false)
{
    public JsonEncodedText Json { get; } = JsonNames.Of(Name);

    /// <summary>Whether the object is the only one of an array.</summary>
    public bool IsCollection { get; init; }
}

/// <param name="KeyColumn">The key of the entity that stands in the row.</param>
internal sealed record CrossShape(EntityModel Entity, int KeyColumn)
{
    public JsonEncodedText JsonLink { get; } = JsonNames.Of(Entity.Set + "@odata.navigationLink");
}

/// <param name="Nested">Position among the level's nested selections.</param>
/// <param name="ParentColumn">The column whose value the related rows are found by.</param>
/// <param name="Take">Rows that are read of each parent at once.</param>
/// <param name="Top">Rows that were asked for; null is all.</param>
/// <param name="Options">The options of the expand but for <c>$top</c> and <c>$skip</c>, as they are repeated in a next link.</param>
internal sealed record ToManyShape(string Name, EntityShape Shape, int Nested, int ParentColumn, bool Counts, long Skip, long Take, long? Top, string Options)
{
    public JsonEncodedText Json { get; } = JsonNames.Of(Name);
    public JsonEncodedText JsonCount { get; } = JsonNames.Of(Name + "@odata.count");
    /// <summary>Whether only the number of rows is written.</summary>
    public bool IsCount { get; init; }

    public JsonEncodedText JsonNextLink { get; } = JsonNames.Of(Name + "@odata.nextLink");
}
