using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Plans the fields of one connection, its edges and its page info.</summary>
internal sealed class ConnectionPlanner(SelectionPlanner selections, RequestArguments arguments, QueryPlan plan, LevelBuilder level)
{
    public IReadOnlyList<ConnectionPart> PlanParts(SelectedField connection) =>
        [.. Included(connection).Select(field => new ConnectionPart(field.EncodedName, PlanValue(field)))];

    private ConnectionValue PlanValue(SelectedField field) =>
        field.Definition.Name switch
        {
            "nodes" => new NodesValue(PlanNode(field)),
            "edges" => new EdgesValue([
                .. Included(field)
                    .Select(part => new FieldWriter(
                        part.EncodedName,
                        part.Definition.Name switch
                        {
                            "cursor" => CreateCursorWriter(),
                            "node" => PlanNode(part),
                            _ => new TypeNameWriter(part.ParentType.Name),
                        }
                    )),
            ]),
            "pageInfo" => new PageInfoValue(
                [
                    .. Included(field)
                        .Select(part => new PageInfoPart(
                            part.EncodedName,
                            part.Definition.Name switch
                            {
                                "hasNextPage" => PageInfoField.HasNextPage,
                                "hasPreviousPage" => PageInfoField.HasPreviousPage,
                                "startCursor" => PageInfoField.StartCursor,
                                "endCursor" => PageInfoField.EndCursor,
                                _ => PageInfoField.TypeName,
                            }
                        )),
                ],
                CreateCursorWriter()
            ),
            "totalCount" => new TotalCountValue(),
            _ => new ConnectionTypeName(field.ParentType.Name),
        };

    private ObjectWriter PlanNode(SelectedField field) =>
        selections.PlanObject(field.Selections!, (ObjectType)field.Selections!.Type, level, []);

    private CursorWriter CreateCursorWriter() =>
        new([.. plan.Order.Select(each => new CursorColumn(level.AddColumn(each.By), each.By.Kind))]);

    private IEnumerable<SelectedField> Included(SelectedField field) =>
        field.Selections!.GetFields((ObjectType)field.Selections.Type).Where(arguments.Includes);
}
