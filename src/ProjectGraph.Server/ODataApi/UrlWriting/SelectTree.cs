using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>The selected fields of an entity and of its to-one relations.</summary>
internal sealed class SelectTree(EntityModel entity)
{
    private readonly List<string> _selected = [];
    private readonly Dictionary<RelationModel, SelectTree> _toOne = [];
    private readonly Dictionary<RelationModel, string> _toMany = [];

    public SelectTree GetOrAdd(IReadOnlyList<RelationModel> path)
    {
        var tree = this;
        foreach (var relation in path)
        {
            if (!tree._toOne.TryGetValue(relation, out var below))
                tree._toOne[relation] = below = new(relation.Target);
            tree = below;
        }
        return tree;
    }

    public void Select(string name)
    {
        if (!_selected.Contains(name))
            _selected.Add(name);
    }

    public void Expand(RelationModel relation, string options)
    {
        if (!_toMany.TryAdd(relation, options) && _toMany[relation] != options)
            throw new NotExpressibleInODataException(
                $"{relation} is requested twice with different options. OData can expand it only once."
            );
    }

    public IEnumerable<UrlOption> GetOptions()
    {
        yield return new(SystemOption.Select, _selected.Count == 0 ? entity.Key.Name : string.Join(',', _selected));
        if (_toOne.Count + _toMany.Count > 0)
            yield return new(SystemOption.Expand, string.Join(',', GetExpandItems()));
    }

    private IEnumerable<string> GetExpandItems() =>
        _toOne
            .Select(pair => FormatItem(pair.Key, string.Join(';', pair.Value.GetOptions().Select(option => option.InExpand))))
            .Concat(_toMany.Select(pair => FormatItem(pair.Key, pair.Value)));

    private static string FormatItem(RelationModel relation, string options) => $"{relation.Name}({options})";
}
