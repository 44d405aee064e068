using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>A scalar field of an entity.</summary>
public sealed class FieldModel
{
    private readonly string? _countOf;

    internal FieldModel(EntityModel entity, PropertyInfo property, FieldAttribute declared, EnumModel? enumModel)
    {
        Entity = entity;
        Property = property;
        Enum = enumModel;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = declared.Json ? FieldKind.Json : GetKind(type);
        IsNullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        if (enumModel is { Fallback: null } && !IsNullable)
            throw new InvalidOperationException(
                $"{entity.Name}.{Name} is not nullable, so {type.Name} needs a member for unknown numbers."
            );
        Description = declared.Description;
        Protocols = declared.Protocols;
        Group = declared.Group;
        GraphQLName = declared.GraphQLName ?? GraphModel.CamelCase(Name);
        MaxLength = declared.MaxLength == 0 ? null : declared.MaxLength;
        IsGroupable = declared.Groupable;
        IsMeasure = declared.Measure;
        _countOf = declared.CountOf;
    }

    public EntityModel Entity { get; }
    public PropertyInfo Property { get; }

    /// <summary>The name of the property, of the column and of the OData property.</summary>
    public string Name => Property.Name;
    public string GraphQLName { get; }
    public string Description { get; }
    public FieldKind Kind { get; }
    public EnumModel? Enum { get; }
    public bool IsNullable { get; }
    public int? MaxLength { get; }
    public Protocols Protocols { get; }
    public string? Group { get; }
    public bool IsGroupable { get; }
    public bool IsMeasure { get; }
    public bool IsKey => Entity.Key == this;

    /// <summary>Whether the field can be compared. JSON cannot: the stores do not agree on its order and equality.</summary>
    public bool IsComparable => Kind != FieldKind.Json;

    /// <summary>The relation whose rows the field counts; null for a stored column.</summary>
    public RelationModel? CountOf => _countOf is null ? null : Entity.Relation(_countOf);

    public override string ToString() => $"{Entity.Name}.{Name}";

    private static FieldKind GetKind(Type type) =>
        type switch
        {
            _ when type == typeof(string) => FieldKind.Text,
            _ when type == typeof(int) => FieldKind.Int,
            _ when type == typeof(long) => FieldKind.Long,
            _ when type == typeof(decimal) => FieldKind.Decimal,
            _ when type == typeof(double) => FieldKind.Double,
            _ when type == typeof(bool) => FieldKind.Boolean,
            _ when type == typeof(DateOnly) => FieldKind.Date,
            _ when type == typeof(DateTimeOffset) => FieldKind.Instant,
            _ when type.IsEnum => FieldKind.Enum,
            _ => throw new InvalidOperationException($"{type} is not a field type of the graph."),
        };
}
