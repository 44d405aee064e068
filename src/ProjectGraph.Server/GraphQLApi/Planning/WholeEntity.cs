using System.Collections;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Reads entities whole, with what they relate to: for values that are made of all of it. A further statement for each list, none for a row.</summary>
internal sealed class WholeEntity
{
    private readonly EntityModel entity;
    private readonly (FieldModel Field, int Ordinal)[] columns;
    private readonly (RelationModel Relation, WholeEntity Target, int Presence)[] single;
    private readonly (RelationModel Relation, WholeEntity Item, int Parent, int Nested)[] many;

    public WholeEntity(EntityModel entity, LevelBuilder level, IReadOnlyList<RelationModel> path, bool withRelations = true)
    {
        this.entity = entity;
        columns = [.. entity.Fields.Where(field => field.CountOf is null).Select(field => (field, level.Column(path, field)))];
        var relations = entity.Relations.Where(relation => withRelations && !relation.IsPaged && relation.In.HasFlag(Protocols.GraphQL)).ToList();
        single = [.. relations.Where(relation => !relation.IsMany).Select(relation => Single(relation, level, [.. path, relation]))];
        many = [.. relations.Where(relation => relation.IsMany).Select(relation => Many(relation, level, path))];
    }

    public object Read(Level level, int row)
    {
        var read = Activator.CreateInstance(entity.Type)!;
        foreach (var (field, ordinal) in columns)
            if (Value(field, level.Rows, row, ordinal) is { } value) field.Property.SetValue(read, value);
        foreach (var (relation, target, presence) in single)
            if (!level.Rows.IsNull(row, presence)) relation.Property.SetValue(read, target.Read(level, row));
        foreach (var (relation, item, parent, nested) in many)
            Fill((IList)relation.Property.GetValue(read)!, item, level.Nested[nested], level.Rows.Long(row, parent));
        return read;
    }

    private static void Fill(IList list, WholeEntity item, NestedLevel nested, long parent)
    {
        var rows = nested.Of(parent);
        for (var i = 0; i < rows.Count; i++) list.Add(item.Read(nested.Level, rows.Start + i));
    }

    private static (RelationModel, WholeEntity, int) Single(RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path)
    {
        var target = new WholeEntity(relation.Target, level, path, withRelations: false);
        return (relation, target, level.Column(path, relation.Target.Key));
    }

    private static (RelationModel, WholeEntity, int, int) Many(RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path)
    {
        var below = new LevelBuilder();
        var item = new WholeEntity(relation.Target, below, [], withRelations: false);
        var parent = level.Column(path, relation.From);
        return (relation, item, parent, level.Nest(new(parent, relation, new() { Source = relation.Target, Selection = below.Selection })));
    }

    private static object? Value(FieldModel field, RowSet rows, int row, int ordinal)
    {
        var value = rows.Value(row, ordinal, field.Kind);
        return value is long number && field.Enum is { } choice ? choice.Find(number)?.Value : value;
    }
}
