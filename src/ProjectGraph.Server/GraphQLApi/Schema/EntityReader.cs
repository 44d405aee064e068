using System.Linq.Expressions;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>
/// Reads an entity from an object in memory, which a live read returns directly from the vendor. Rows of the store never
/// become objects; see <see cref="Planning.SelectionPlanner"/>.
/// </summary>
internal static class EntityReader
{
    public static Func<object?, object?> Column(FieldModel field)
    {
        var get = Getter(field);
        return field.Kind == FieldKind.Enum
            ? entity => get(entity) is { } member ? field.Enum!.FindOrFallback(Convert.ToInt64(member, null))?.Number : null
            : get;
    }

    /// <summary>Reads a group, whose fields are the entity's own.</summary>
    public static Func<object?, object?> Group(FieldModel presence)
    {
        var get = Getter(presence);
        return entity => get(entity) is null ? null : entity;
    }

    public static Func<object?, object?> Relation(RelationModel relation)
    {
        var get = Getter(relation.Entity.Type, relation.Property);
        if (relation.ListOf is not { } value)
            return get;
        var item = Getter(value);
        return entity => ((System.Collections.IEnumerable)get(entity)!).Cast<object>().Select(row => item(row)).ToList();
    }

    private static Func<object?, object?> Getter(FieldModel field) => Getter(field.Entity.Type, field.Property);

    private static Func<object?, object?> Getter(Type type, System.Reflection.PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Convert(Expression.Property(Expression.Convert(entity, type), property), typeof(object));
        return Expression.Lambda<Func<object?, object?>>(value, entity).Compile();
    }
}
