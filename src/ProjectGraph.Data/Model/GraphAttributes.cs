namespace ProjectGraph.Data.Model;

/// <summary>The protocols that expose a field or relation. Default is both; every exception has a comment with its reason.</summary>
[Flags]
public enum Protocols
{
    GraphQL = 1,
    OData = 2,
    Both = GraphQL | OData,
}

/// <summary>Marks a record as an entity of the graph. The text is its public description.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityAttribute(string set, string description) : Attribute
{
    /// <summary>The name of the OData entity set; in camelCase, the name of the GraphQL root field.</summary>
    public string Set { get; } = set;
    public string Description { get; } = description;

    /// <summary>The name of the key property.</summary>
    public string Key { get; init; } = "Id";

    /// <summary>Whether GraphQL gives the entity a global id and a root connection.</summary>
    public bool IsNode { get; init; }

    /// <summary>Whether the change log records the entity's changes.</summary>
    public bool IsTracked { get; init; }

    /// <summary>Whether rows belong to no vendor account. Other entities name their account by <see cref="AccountAttribute"/>.</summary>
    public bool IsShared { get; init; }
}

/// <summary>Marks the property that identifies a row's vendor account. Callers without access to the account cannot see the row.</summary>
/// <param name="owner">The entity whose key the property holds and whose row has the account; null if it is the account's id.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccountAttribute(Type? owner = null) : Attribute
{
    public Type? Owner { get; } = owner;
}

/// <summary>Marks a property as a field of the graph. The text is its public description.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string description) : Attribute
{
    public string Description { get; } = description;
    public Protocols Protocols { get; init; } = Protocols.Both;

    /// <summary>The GraphQL name, where it differs from the property's name in camelCase.</summary>
    public string? GraphQLName { get; init; }

    /// <summary>The GraphQL object that nests the fields of the group. OData stays flat because BI tools read it as a table.</summary>
    public string? Group { get; init; }

    /// <summary>Maximum length in characters; 0 means unlimited.</summary>
    public int MaxLength { get; init; }

    /// <summary>Whether aggregations may group by the field.</summary>
    public bool Groupable { get; init; }

    /// <summary>Whether sums and averages of the field are meaningful.</summary>
    public bool Measure { get; init; }

    /// <summary>Whether the text contains JSON.</summary>
    public bool Json { get; init; }

    /// <summary>The relation whose rows the field counts. Such a field is not stored.</summary>
    public string? CountOf { get; init; }
}

/// <summary>Marks a property as a relation: to one for an entity type, to many for a list of entities.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RelationAttribute(string description) : Attribute
{
    public string Description { get; } = description;
    public Protocols Protocols { get; init; } = Protocols.Both;

    /// <summary>The property of this entity that is matched; defaults to the key.</summary>
    public string? From { get; init; }

    /// <summary>The property of the target that is matched; defaults to the target's key.</summary>
    public string? To { get; init; }

    /// <summary>Whether the related row may have been deleted; the relation is then null.</summary>
    public bool MayBeDeleted { get; init; }

    /// <summary>Joins through <see cref="ProjectMember"/> rows of this role; 0 means no join table.</summary>
    public MemberRole Role { get; init; }

    /// <summary>Whether the relation starts at the person's end of <see cref="ProjectMember"/>.</summary>
    public bool FromPerson { get; init; }

    /// <summary>Whether GraphQL exposes the related rows as a paged connection instead of a list.</summary>
    public bool Paged { get; init; }

    /// <summary>Assumed number of related rows per row, where no measurement exists. Used only to estimate query cost.</summary>
    public int AssumedSize { get; init; } = 10;

    /// <summary>The property whose values GraphQL lists in place of the related rows.</summary>
    public string? ListOf { get; init; }
}

/// <summary>The public name and description of an enum's value.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ValueAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;
}

/// <summary>The public description of an enum.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class EnumDescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>
    /// Whether clients see a member <c>UNKNOWN</c> that no code sets. It represents stored numbers of a newer version, or of a
    /// removed vendor, in fields that are not nullable.
    /// </summary>
    public bool AddsUnknown { get; init; }
}
