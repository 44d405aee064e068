namespace ProjectGraph.Data.Model;

/// <summary>Which protocol shows a field or relation. Everything is in both unless a reason stands beside the exception.</summary>
[Flags]
public enum Protocols
{
    GraphQL = 1,
    OData = 2,
    Both = GraphQL | OData,
}

/// <summary>Marks a record as an entity of the graph; the text is its public description.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityAttribute(string set, string description) : Attribute
{
    /// <summary>The OData entity set; its camelCase form is the GraphQL root field.</summary>
    public string Set { get; } = set;
    public string Description { get; } = description;

    /// <summary>The property that is the key.</summary>
    public string Key { get; init; } = "Id";

    /// <summary>Whether GraphQL gives it a global id and a root connection of its own.</summary>
    public bool IsNode { get; init; }

    /// <summary>Whether the change log tells what happens to it.</summary>
    public bool IsTracked { get; init; }

    /// <summary>Whether its rows belong to no vendor account. All others name theirs by <see cref="AccountAttribute"/>.</summary>
    public bool IsShared { get; init; }
}

/// <summary>Marks the property by which the vendor account of a row is found: who may not see the account does not see the row.</summary>
/// <param name="owner">The entity whose key the property holds, where the account is that of another row; null where it is the account's id.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccountAttribute(Type? owner = null) : Attribute
{
    public Type? Owner { get; } = owner;
}

/// <summary>Marks a property as a field of the graph; the text is its public description.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string description) : Attribute
{
    public string Description { get; } = description;
    public Protocols In { get; init; } = Protocols.Both;

    /// <summary>The GraphQL name where it is not the property's in camelCase.</summary>
    public string? GraphQLName { get; init; }

    /// <summary>GraphQL nests the fields of one group in an object of this name; OData, which BI tools read as a table, stays flat.</summary>
    public string? Group { get; init; }

    /// <summary>Longest text in characters; 0 is unlimited.</summary>
    public int MaxLength { get; init; }

    /// <summary>Whether aggregates may group by it.</summary>
    public bool Groupable { get; init; }

    /// <summary>Whether sums and averages mean something.</summary>
    public bool Measure { get; init; }

    /// <summary>Text that holds JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Not stored: the number of rows of this relation.</summary>
    public string? CountOf { get; init; }
}

/// <summary>Marks a property as a relation: to one where its type is an entity, to many where it is a list of entities.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RelationAttribute(string description) : Attribute
{
    public string Description { get; } = description;
    public Protocols In { get; init; } = Protocols.Both;

    /// <summary>The property here whose value is matched; the key unless told.</summary>
    public string? From { get; init; }

    /// <summary>The property of the target that it matches; the target's key unless told.</summary>
    public string? To { get; init; }

    /// <summary>The row that it names may have been removed since: such a relation leads nowhere.</summary>
    public bool MayBeGone { get; init; }

    /// <summary>Joins through <see cref="ProjectMember"/> rows of this role; 0 is no join table.</summary>
    public MemberRole Role { get; init; }

    /// <summary>Through <see cref="ProjectMember"/> from the person's end.</summary>
    public bool FromMember { get; init; }

    /// <summary>In GraphQL the related rows are a paged connection, not a plain list.</summary>
    public bool Paged { get; init; }

    /// <summary>To many: how many a row is taken to have where nothing else says it. For the cost of a query only.</summary>
    public int AssumedSize { get; init; } = 10;

    /// <summary>In GraphQL a list of this property's values stands for the related rows.</summary>
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
    /// Whether clients see a member <c>UNKNOWN</c> that no code sets: it stands for stored numbers of a newer version, or of a
    /// vendor that was removed, in fields that always have a value.
    /// </summary>
    public bool AddsUnknown { get; init; }
}
