using System.Collections;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Reads entire entities with their relations, for computed values. Each list needs one more statement.</summary>
internal sealed class EntityLoader
{
    private readonly EntityModel _entity;
    private readonly (FieldModel Field, int Ordinal)[] _columns;
    private readonly (RelationModel Relation, EntityLoader Target, int Presence)[] _single;
    private readonly (RelationModel Relation, EntityLoader Item, int Parent, int Nested)[] _many;

    public EntityLoader(EntityModel entity, LevelBuilder level, IReadOnlyList<RelationModel> path, bool withRelations = true)
    {
        _entity = entity;
        _columns = [.. entity.Fields.Where(field => field.CountOf is null).Select(field => (field, level.AddColumn(path, field)))];
        var relations = entity
            .Relations.Where(relation => withRelations && !relation.IsPaged && relation.Protocols.HasFlag(Protocols.GraphQL))
            .ToList();
        _single = [.. relations.Where(relation => !relation.IsMany).Select(relation => Single(relation, level, [.. path, relation]))];
        _many = [.. relations.Where(relation => relation.IsMany).Select(relation => Many(relation, level, path))];
    }

    public object Read(ResultLevel level, int row)
    {
        var read = Activator.CreateInstance(_entity.Type)!;
        foreach (var (field, ordinal) in _columns)
            if (Value(field, level.Rows, row, ordinal) is { } value)
                field.Property.SetValue(read, value);
        foreach (var (relation, target, presence) in _single)
            if (!level.Rows.IsNull(row, presence))
                relation.Property.SetValue(read, target.Read(level, row));
        foreach (var (relation, item, parent, nested) in _many)
            Fill((IList)relation.Property.GetValue(read)!, item, level.Nested[nested], level.Rows.Long(row, parent));
        return read;
    }

    private static void Fill(IList list, EntityLoader item, NestedLevel nested, long parent)
    {
        var rows = nested.GetRows(parent);
        for (var i = 0; i < rows.Count; i++)
            list.Add(item.Read(nested.Level, rows.Start + i));
    }

    private static (RelationModel, EntityLoader, int) Single(RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path)
    {
        var target = new EntityLoader(relation.Target, level, path, withRelations: false);
        return (relation, target, level.AddColumn(path, relation.Target.Key));
    }

    private static (RelationModel, EntityLoader, int, int) Many(
        RelationModel relation,
        LevelBuilder level,
        IReadOnlyList<RelationModel> path
    )
    {
        var below = new LevelBuilder();
        var item = new EntityLoader(relation.Target, below, [], withRelations: false);
        var parent = level.AddColumn(path, relation.From);
        return (
            relation,
            item,
            parent,
            level.AddLevel(new(parent, relation, new() { Source = relation.Target, Selection = below.Selection }))
        );
    }

    private static object? Value(FieldModel field, RowSet rows, int row, int ordinal)
    {
        var value = rows.Value(row, ordinal, field.Kind);
        return value is long number && field.Enum is { } choice ? choice.Find(number)?.Value : value;
    }
}
