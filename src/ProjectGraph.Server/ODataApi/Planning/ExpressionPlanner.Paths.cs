using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    private Scalar Property(SingleValuePropertyAccessNode node, RowScope scope)
    {
        var path = PathTo(node.Source, scope);
        return Names.Grouped(path.Field(path.Entity.Field(node.Property.Name)));
    }

    private Scalar Named(string name) => Names.Find(name) ?? throw Invalid($"There is no property '{name}' here.");

    private static CountScalar Count(CountNode node, RowScope scope)
    {
        var (path, relation) = Collection(node.Source, scope);
        return new(path, relation);
    }

    /// <summary>The row that a single-valued node leads to.</summary>
    private static RowPath PathTo(QueryNode node, RowScope scope)
    {
        var relations = new List<string>();
        while (true)
        {
            switch (node)
            {
                case SingleNavigationNode navigation:
                    relations.Add(navigation.NavigationProperty.Name);
                    node = navigation.Source;
                    break;
                case SingleResourceCastNode cast:
                    node = cast.Source;
                    break;
                case ResourceRangeVariableReferenceNode variable:
                    relations.Reverse();
                    return Walk(scope, variable.Name, relations);
                default:
                    throw NotOffered("A path from such an expression");
            }
        }
    }

    private static RowPath Walk(RowScope scope, string variable, List<string> names)
    {
        var (start, levels) = scope.Find(variable);
        var relations = new List<RelationModel>(start.Start);
        var entity = start.Entity;
        foreach (var name in names)
        {
            relations.Add(entity.Relation(name));
            entity = relations[^1].Target;
        }
        return new(relations, entity, levels);
    }

    private static (IReadOnlyList<RelationModel> Path, RelationModel Relation) Collection(QueryNode? node, RowScope scope)
    {
        if (node is not CollectionNavigationNode collection) throw NotOffered("A collection that is no navigation");
        var path = PathTo(collection.Source, scope);
        if (path.Levels > 0) throw NotOffered("A collection of an outer row");
        return (path.Relations, path.Entity.Relation(collection.NavigationProperty.Name));
    }
}
