using ProjectGraph.Data.Model;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.Tests.Oracle;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>What a random question asks of one level of rows, so that the answers of both protocols can be compared.</summary>
internal sealed record QuestionLevel(
    EntityModel Entity,
    IReadOnlyList<GraphPath> Fields,
    IReadOnlyList<RelationModel> Lists,
    IReadOnlyList<(RelationModel Relation, QuestionLevel Level)> Nested,
    bool Counts
);

/// <summary>Makes up questions from the model: filters through relations and lists, orderings, pages, nested pages, searches.</summary>
internal sealed class RandomQuestion(Random random, IReadOnlyDictionary<EntityModel, OracleRows> data)
{
    private static readonly string[] Terms = ["audit", "KÖLN", "co", "\\\"e\\\" o", "heat pump", "a", "é", "office -"];

    /// <summary>A root connection, as text and as what it asks for.</summary>
    public (string Text, QuestionLevel Level) Connection()
    {
        var entity = Pick([.. data.Keys]);
        var (arguments, selection, level) = Level(entity, depth: 0);
        return ($"{GraphModel.CamelCase(entity.Set)}({arguments}) {{ {selection} }}", level);
    }

    /// <summary>Groups of projects.</summary>
    public string Aggregates()
    {
        var projects = GraphModel.Instance.Projects;
        GroupKey[] keys = [.. Many(GroupKeys.Get(projects).Where(key => !key.Name.EndsWith("Week", StringComparison.Ordinal)), 0, 2)];
        string[] measures = [.. projects.Fields.Where(field => field.IsMeasure).Select(field => field.GraphQLName)];
        var methods = Many(["sum", "avg", "min", "max"], 1, 4)
            .Select(method => $"{method} {{ {string.Join(' ', Many(measures, 1, measures.Length))} }}");
        var where = random.Next(2) == 0 ? "" : $"where: {Filter(projects, 2)}, ";
        return $"projectAggregates({where}groupBy: [{string.Join(", ", keys.Select(key => key.EnumName))}]) {{ count {string.Join(' ', methods)} }}";
    }

    private (string Arguments, string Selection, QuestionLevel Level) Level(EntityModel entity, int depth)
    {
        GraphPath[] fields = [.. Many(GraphPath.Of(entity), 1, 6)];
        RelationModel[] lists =
        [
            .. Many(
                entity.Relations.Where(relation =>
                    relation is { IsMany: true, IsPaged: false } && relation.Protocols.HasFlag(Protocols.GraphQL)
                ),
                0,
                3
            ),
        ];
        var counts = random.Next(2) == 0;
        var nested = new List<(RelationModel, QuestionLevel)>();
        var selection = $"databaseId {string.Join(' ', fields.Select(path => path.Selection))} {string.Join(' ', lists.Select(List))}";
        foreach (
            var relation in depth < 2 ? Many(entity.Relations.Where(relation => relation.IsPaged && relation.Target.IsNode), 0, 1) : []
        )
        {
            var below = Level(relation.Target, depth + 1);
            nested.Add((relation, below.Level));
            selection += $" {relation.GraphQLName}({below.Arguments}) {{ {below.Selection} }}";
        }
        return (
            Arguments(entity, depth),
            $"{(counts ? "totalCount " : "")}nodes {{ {selection} }}",
            new(entity, fields, lists, nested, counts)
        );
    }

    private string Arguments(EntityModel entity, int depth)
    {
        List<string> arguments = [$"first: {Pick<int>(depth == 0 ? [0, 1, 7, 40, 1000] : [1, 3, 50])}"];
        if (random.Next(3) > 0)
            arguments.Add($"where: {Filter(entity, 3)}");
        if (random.Next(2) > 0)
            arguments.Add(
                $"order: [{string.Join(", ", Many(GraphPath.Of(entity), 1, 3).Select(path => path.Input(Pick(["ASC", "DESC"]))))}]"
            );
        if (depth == 0 && entity == GraphModel.Instance.Projects && random.Next(5) == 0)
            arguments.Add($"search: \"{Pick(Terms)}\"");
        return string.Join(", ", arguments);
    }

    private string Filter(EntityModel entity, int depth) =>
        random.Next(depth == 0 ? 1 : 9) switch
        {
            6 => $"{{ not: {Filter(entity, depth - 1)} }}",
            7 => $"{{ {Pick(["and", "or"])}: [{Filter(entity, depth - 1)}, {Filter(entity, depth - 1)}] }}",
            8 when entity.Relations.Where(IsKnownList).ToArray() is { Length: > 0 } lists => Quantified(Pick(lists), depth - 1),
            4
            or 5
                when entity.Relations.Where(relation => !relation.IsMany && data.ContainsKey(relation.Target)).ToArray()
                    is { Length: > 0 } ones => One(Pick(ones), depth - 1),
            _ => Leaf(entity),
        };

    private bool IsKnownList(RelationModel relation) =>
        relation.IsMany
        && (
            relation.ListOf is not null
            || data.ContainsKey(relation.Target)
            || relation.Target.Fields.Any(field => field.GraphQLName == "name")
        );

    private string One(RelationModel relation, int depth) => $"{{ {relation.GraphQLName}: {Filter(relation.Target, depth)} }}";

    private string Quantified(RelationModel relation, int depth)
    {
        if (random.Next(6) == 0)
            return $"{{ {relation.GraphQLName}: {{ any: {Pick(["true", "false"])} }} }}";
        var inner =
            relation.ListOf is { } value ? Pick(OracleOperator.All(value, null)).Text
            : data.ContainsKey(relation.Target) ? Filter(relation.Target, depth)
            : $"{{ name: {Pick(["{ eq: \"Notes\" }", "{ contains: \"e\" }", "{ gt: \"M\" }"])} }}";
        return $"{{ {relation.GraphQLName}: {{ {Pick(["some", "all", "none"])}: {inner} }} }}";
    }

    private string Leaf(EntityModel entity)
    {
        var path = Pick(GraphPath.Of(entity).Where(each => each.Relations.Count == 0 || entity == GraphModel.Instance.Projects).ToArray());
        var values = data[entity].All.Select(path.Read).OfType<System.Text.Json.JsonElement>().ToArray();
        return path.Input(Pick(OracleOperator.All(path.Field, values.Length == 0 ? null : Pick(values))).Text);
    }

    private static string List(RelationModel relation) =>
        relation.ListOf is not null ? relation.GraphQLName : $"{relation.GraphQLName} {{ databaseId }}";

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private IEnumerable<T> Many<T>(IEnumerable<T> from, int least, int most)
    {
        var all = from.ToArray();
        random.Shuffle(all);
        return all.Take(random.Next(least, most + 1));
    }
}
