using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>A relation from one entity to another, and the columns that join them.</summary>
public sealed class RelationModel
{
    private readonly RelationAttribute _declared;
    private readonly GraphModel _model;
    private readonly Type _targetType;

    internal RelationModel(GraphModel model, EntityModel entity, PropertyInfo property, RelationAttribute declared)
    {
        _model = model;
        _declared = declared;
        Entity = entity;
        Property = property;
        IsMany = property.PropertyType.IsGenericType;
        _targetType = IsMany ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
    }

    public EntityModel Entity { get; }
    public PropertyInfo Property { get; }
    public string Name => Property.Name;
    public string GraphQLName => GraphModel.CamelCase(Name);
    public string Description => _declared.Description;
    public Protocols Protocols => _declared.Protocols;
    public bool IsMany { get; }
    public bool IsPaged => _declared.Paged;

    /// <summary>Assumed number of related rows per row, for estimating a query's cost before it runs.</summary>
    public int AssumedSize => _declared.AssumedSize;
    public EntityModel Target => _model.Entity(_targetType);

    /// <summary>The field of this entity that is matched.</summary>
    public FieldModel From => _declared.From is { } name ? Entity.Field(name) : Entity.Key;

    /// <summary>The field of the target that is matched.</summary>
    public FieldModel To => _declared.To is { } name ? Target.Field(name) : Target.Key;

    /// <summary>The field whose values GraphQL lists in place of the related rows.</summary>
    public FieldModel? ListOf => _declared.ListOf is { } name ? Target.Field(name) : null;

    /// <summary>The join table that connects both ends; null where the columns match directly.</summary>
    public JoinModel? Join =>
        _declared.Role == default
            ? null
            : new(
                _model.Entity(typeof(ProjectMember)),
                _model
                    .Entity(typeof(ProjectMember))
                    .Field(_declared.FromPerson ? nameof(ProjectMember.PersonId) : nameof(ProjectMember.ProjectId)),
                _model
                    .Entity(typeof(ProjectMember))
                    .Field(_declared.FromPerson ? nameof(ProjectMember.ProjectId) : nameof(ProjectMember.PersonId)),
                _model.Entity(typeof(ProjectMember)).Field(nameof(ProjectMember.Role)),
                (long)_declared.Role
            );

    /// <summary>Whether a row always has a related row.</summary>
    public bool IsRequired => !IsMany && _declared.From is not null && !From.IsNullable && !_declared.MayBeDeleted;

    public override string ToString() => $"{Entity.Name}.{Name}";
}

/// <param name="SourceColumn">Column that matches the relation's own entity.</param>
/// <param name="TargetColumn">Column that matches the target.</param>
/// <param name="Discriminator">Column that identifies the relation of a row.</param>
/// <param name="Value">Its value for this relation.</param>
public sealed record JoinModel(EntityModel Table, FieldModel SourceColumn, FieldModel TargetColumn, FieldModel Discriminator, long Value);
