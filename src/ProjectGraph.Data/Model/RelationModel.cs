using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>A relation from one entity to another, and the columns that join them.</summary>
public sealed class RelationModel
{
    private readonly RelationAttribute declared;
    private readonly GraphModel model;
    private readonly Type targetType;

    internal RelationModel(GraphModel model, EntityModel entity, PropertyInfo property, RelationAttribute declared)
    {
        this.model = model;
        this.declared = declared;
        Entity = entity;
        Property = property;
        IsMany = property.PropertyType.IsGenericType;
        targetType = IsMany ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
    }

    public EntityModel Entity { get; }
    public PropertyInfo Property { get; }
    public string Name => Property.Name;
    public string GraphQLName => GraphModel.CamelCase(Name);
    public string Description => declared.Description;
    public Protocols In => declared.In;
    public bool IsMany { get; }
    public bool IsPaged => declared.Paged;

    /// <summary>Assumed number of related rows per row, for estimating a query's cost before it runs.</summary>
    public int AssumedSize => declared.AssumedSize;
    public EntityModel Target => model.Entity(targetType);

    /// <summary>The field of this entity that is matched.</summary>
    public FieldModel From => declared.From is { } name ? Entity.Field(name) : Entity.Key;

    /// <summary>The field of the target that is matched.</summary>
    public FieldModel To => declared.To is { } name ? Target.Field(name) : Target.Key;

    /// <summary>The field whose values GraphQL lists in place of the related rows.</summary>
    public FieldModel? ListOf => declared.ListOf is { } name ? Target.Field(name) : null;

    /// <summary>The join table that connects both ends; null where the columns match directly.</summary>
    public JoinModel? Join => declared.Role == default ? null : new(
        model.Entity(typeof(ProjectMember)),
        model.Entity(typeof(ProjectMember)).Field(declared.FromMember ? nameof(ProjectMember.PersonId) : nameof(ProjectMember.ProjectId)),
        model.Entity(typeof(ProjectMember)).Field(declared.FromMember ? nameof(ProjectMember.ProjectId) : nameof(ProjectMember.PersonId)),
        model.Entity(typeof(ProjectMember)).Field(nameof(ProjectMember.Role)),
        (long)declared.Role);

    /// <summary>Whether a row always has a related row.</summary>
    public bool IsRequired => !IsMany && declared.From is not null && !From.IsNullable && !declared.MayBeGone;

    public override string ToString() => $"{Entity.Name}.{Name}";
}

/// <param name="Near">Column that matches the relation's own entity.</param>
/// <param name="Far">Column that matches the target.</param>
/// <param name="Discriminator">Column that identifies the relation of a row.</param>
/// <param name="Value">Its value for this relation.</param>
public sealed record JoinModel(EntityModel Table, FieldModel Near, FieldModel Far, FieldModel Discriminator, long Value);
