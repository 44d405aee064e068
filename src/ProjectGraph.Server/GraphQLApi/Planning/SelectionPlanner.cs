using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Translates a selection to the columns of each level and to the writers of the result.</summary>
internal sealed class SelectionPlanner(RequestArguments arguments)
{
    /// <summary>Plans a row's object: the fields selected on its type.</summary>
    public ObjectWriter Object(SelectionSet selections, ObjectType type, LevelBuilder level, IReadOnlyList<RelationModel> path, int? presence = null) =>
        new([.. Fields(selections.ForType(type), level, path)], presence);

    /// <summary>Plans a connection's fields and the query that reads them.</summary>
    public (QueryPlan Plan, ConnectionWriter Writer) Connection(SelectedField field)
    {
        var asked = arguments.Of(field);
        var level = new LevelBuilder();
        var parts = new ConnectionPlanner(this, arguments, asked.Plan, level).Parts(field);
        var plan = asked.Plan with
        {
            Selection = parts.Any(part => part.Value.NeedsRows) ? level.Selection : null,
            CountsTotal = parts.Any(part => part.Value.NeedsTotal),
        };
        return (plan, new(field, parts));
    }

    private IEnumerable<FieldWriter> Fields(IReadOnlyList<SelectedField> fields, LevelBuilder level, IReadOnlyList<RelationModel> path) =>
        from field in fields
        where arguments.Includes(field)
        select new FieldWriter(field.EncodedName, Value(field, level, path));

    private ValueWriter Value(SelectedField field, LevelBuilder level, IReadOnlyList<RelationModel> path) => field.Definition.Tag switch
    {
        ColumnSource column => ScalarWriters.Of(column.Field, level.Column(path, column.Field)),
        GlobalIdSource id => new GlobalIdWriter(id.Entity, level.Column(path, id.Entity.Key)),
        GroupSource group => Object(field.Selections!, TypeOf(field), level, path, level.Column(path, group.Presence)),
        OneSource one => One(field, one.Relation, level, [.. path, one.Relation]),
        ManySource many => Many(many.Relation, level, path, below => Object(field.Selections!, TypeOf(field), below, [])),
        ValuesSource values => Many(values.Relation, level, path, below => ScalarWriters.Of(values.Value, below.Column([], values.Value))),
        ConnectionSource connection => Connection(field, connection.Relation, level, path),
        ComputedSource computed => new ComputedValueWriter(computed, [.. computed.Columns.Select(column => level.Column(path, column))], field),
        WholeSource whole => new WholeValueWriter(whole, new(whole.Entity, level, path), field),
        _ when field.Definition.Name == "__typename" => new TypeNameWriter(field.ParentType.Name),
        var tag => throw new InvalidOperationException($"{field} has no source that a plan can read ({tag})."),
    };

    private ObjectWriter One(SelectedField field, RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path) =>
        Object(field.Selections!, TypeOf(field), level, path, level.Column(path, relation.Target.Key));

    private static ListWriter Many(RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path, Func<LevelBuilder, ValueWriter> item)
    {
        var below = new LevelBuilder();
        var writer = item(below);
        var parent = level.Column(path, relation.From);
        var plan = new QueryPlan { Source = relation.Target, Selection = below.Selection };
        return new(level.Nest(new(parent, relation, plan)), parent, writer);
    }

    private NestedConnectionWriter Connection(SelectedField field, RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path)
    {
        var (plan, writer) = Connection(field);
        var parent = level.Column(path, relation.From);
        return new(level.Nest(new(parent, relation, plan)), parent, writer);
    }

    private static ObjectType TypeOf(SelectedField field) => (ObjectType)field.Selections!.Type;
}
