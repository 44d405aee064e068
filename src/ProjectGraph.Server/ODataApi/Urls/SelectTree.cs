using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Urls;

/// <summary>What is selected of an entity and of those that its to-one relations lead to.</summary>
internal sealed class SelectTree(EntityModel entity)
{
    private readonly List<string> selected = [];
    private readonly Dictionary<RelationModel, SelectTree> toOne = [];
    private readonly Dictionary<RelationModel, string> toMany = [];

    public SelectTree Below(IReadOnlyList<RelationModel> path)
    {
        var tree = this;
        foreach (var relation in path)
        {
            if (!tree.toOne.TryGetValue(relation, out var below)) tree.toOne[relation] = below = new(relation.Target);
            tree = below;
        }
        return tree;
    }

    public void Select(string name)
    {
        if (!selected.Contains(name)) selected.Add(name);
    }

    public void Expand(RelationModel relation, string options)
    {
        if (!toMany.TryAdd(relation, options) && toMany[relation] != options)
            throw new NotInODataException($"{relation} is asked for twice in different ways, and can be expanded once.");
    }

    public IEnumerable<UrlOption> Options()
    {
        yield return new(SystemOption.Select, selected.Count == 0 ? entity.Key.Name : string.Join(',', selected));
        if (toOne.Count + toMany.Count > 0) yield return new(SystemOption.Expand, string.Join(',', Expanded()));
    }

    private IEnumerable<string> Expanded() => toOne
        .Select(pair => Item(pair.Key, string.Join(';', pair.Value.Options().Select(option => option.InExpand))))
        .Concat(toMany.Select(pair => Item(pair.Key, pair.Value)));

    private static string Item(RelationModel relation, string options) => $"{relation.Name}({options})";
}
