using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Creates query plans concisely.</summary>
internal static class Plans
{
    public static readonly EntityModel Projects = GraphModel.Instance.Projects;

    /// <param name="path">Relations and a field: <c>Company.Name</c>.</param>
    public static FieldScalar Field(string path, EntityModel? source = null)
    {
        var at = source ?? Projects;
        var relations = new List<RelationModel>();
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            relations.Add(at.Relation(name));
            at = at.Relation(name).Target;
        }
        return new(relations, at.Field(names[^1]));
    }

    public static CompareFilter Is(string path, int slot, EntityModel? source = null) =>
        Field(path, source) is var field ? new(field, Comparison.Equal, new SlotScalar(slot, field.Kind)) : null!;

    public static Ordering OrderBy(string path, bool descending = false) => new(Field(path), descending);

    public static Selection Columns(params string[] paths) => new([.. paths.Select(path => Field(path))], []);

    /// <summary>A level of related rows. The first column of the parents is the key.</summary>
    public static NestedSelection Nested(string relation, Func<QueryPlan, QueryPlan> plan, EntityModel? source = null)
    {
        var followed = (source ?? Projects).Relation(relation);
        return new(0, followed, plan(new() { Source = followed.Target, Selection = new([new FieldScalar(followed.Target.Key)], []) }));
    }

    public static async Task<List<long>> IdsAsync(this QueryRunner runner, QueryPlan plan, params object?[] values)
    {
        using var result = await runner
            .Prepare(plan with { Selection = new([new FieldScalar(plan.Source.Key)], []) })
            .RunAsync(values, default);
        return [.. Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.Long(row, 0))];
    }
}
