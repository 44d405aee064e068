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
    public ObjectWriter PlanObject(
        SelectionSet selections,
        ObjectType type,
        LevelBuilder level,
        IReadOnlyList<RelationModel> path,
        int? presence = null
    ) => new([.. PlanFields(selections.GetFields(type), level, path)], presence);

    /// <summary>Plans a connection's fields and the query that reads them.</summary>
    public (QueryPlan Plan, ConnectionWriter Writer) PlanConnection(SelectedField field)
    {
        var asked = arguments.Of(field);
        var level = new LevelBuilder();
        var parts = new ConnectionPlanner(this, arguments, asked.Plan, level).PlanParts(field);
        var plan = asked.Plan with
        {
            Selection = parts.Any(part => part.Value.NeedsRows) ? level.Selection : null,
            CountsTotal = parts.Any(part => part.Value.NeedsTotal),
        };
        return (plan, new(field, parts));
    }

    private IEnumerable<FieldWriter> PlanFields(
        IReadOnlyList<SelectedField> fields,
        LevelBuilder level,
        IReadOnlyList<RelationModel> path
    ) => from field in fields where arguments.Includes(field) select new FieldWriter(field.EncodedName, PlanValue(field, level, path));

    private ValueWriter PlanValue(SelectedField field, LevelBuilder level, IReadOnlyList<RelationModel> path) =>
        field.Definition.Tag switch
        {
            ColumnSource column => ScalarWriters.Create(column.Field, level.AddColumn(path, column.Field)),
            GlobalIdSource id => new GlobalIdWriter(id.Entity, level.AddColumn(path, id.Entity.Key)),
            GroupSource group => PlanObject(field.Selections!, GetObjectType(field), level, path, level.AddColumn(path, group.Presence)),
            OneSource one => PlanOne(field, one.Relation, level, [.. path, one.Relation]),
            ManySource many => PlanMany(many.Relation, level, path, below =>
                PlanObject(field.Selections!, GetObjectType(field), below, [])
            ),
            ValuesSource values => PlanMany(values.Relation, level, path, below =>
                ScalarWriters.Create(values.Value, below.AddColumn([], values.Value))
            ),
            ConnectionSource connection => PlanConnection(field, connection.Relation, level, path),
            ComputedSource computed => new ComputedValueWriter(
                computed,
                [.. computed.Columns.Select(column => level.AddColumn(path, column))],
                field
            ),
            WholeSource whole => new EntityValueWriter(whole, new(whole.Entity, level, path), field),
            _ when field.Definition.Name == "__typename" => new TypeNameWriter(field.ParentType.Name),
            var tag => throw new InvalidOperationException($"{field} has no source that a plan can read ({tag})."),
        };

    private ObjectWriter PlanOne(SelectedField field, RelationModel relation, LevelBuilder level, IReadOnlyList<RelationModel> path) =>
        PlanObject(field.Selections!, GetObjectType(field), level, path, level.AddColumn(path, relation.Target.Key));

    private static ListWriter PlanMany(
        RelationModel relation,
        LevelBuilder level,
        IReadOnlyList<RelationModel> path,
        Func<LevelBuilder, ValueWriter> item
    )
    {
        var below = new LevelBuilder();
        var writer = item(below);
        var parent = level.AddColumn(path, relation.From);
        var plan = new QueryPlan { Source = relation.Target, Selection = below.Selection };
        return new(level.AddLevel(new(parent, relation, plan)), parent, writer);
    }

    private NestedConnectionWriter PlanConnection(
        SelectedField field,
        RelationModel relation,
        LevelBuilder level,
        IReadOnlyList<RelationModel> path
    )
    {
        var (plan, writer) = PlanConnection(field);
        var parent = level.AddColumn(path, relation.From);
        return new(level.AddLevel(new(parent, relation, plan)), parent, writer);
    }

    private static ObjectType GetObjectType(SelectedField field) => (ObjectType)field.Selections!.Type;
}
