using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>The tree of an <c>include=a,b.c</c> parameter.</summary>
internal sealed class ProductiveSandboxInclude
{
    /// <summary>Limits the depth, because a template can have a template.</summary>
    private const int MaxDepth = 5;

    private readonly Dictionary<string, ProductiveSandboxInclude> _children = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ProductiveSandboxInclude> Children => _children;

    public static ProductiveSandboxInclude Parse(ProductiveSandboxType type, string? text)
    {
        var root = new ProductiveSandboxInclude();
        foreach (var path in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (node, of) = (root, type);
            foreach (var name in path.Split('.').Take(MaxDepth + 1).Select((name, depth) => depth < MaxDepth ? name : ""))
            {
                of = Target(of, name) ?? throw ProductiveSandboxErrors.Unsupported("Include", path);
                if (!node._children.TryGetValue(name, out var child))
                    node._children[name] = child = new();
                node = child;
            }
        }
        return root;
    }

    /// <summary>Returns the related records of a record, in stored order, without deleted ones.</summary>
    public static IEnumerable<(ProductiveSandboxType Type, JsonObject Record)> Related(
        SandboxStore store,
        ProductiveSandboxType type,
        JsonObject record,
        string name
    )
    {
        var target = Target(type, name)!;
        var ids = name == "organization" ? [record["organization"].Text()!] : ProductiveSandboxDocument.Ids(record, name);
        return ids.Select(id => store[target.Name].Get(id)).OfType<JsonObject>().Select(related => (target, related));
    }

    // The sandbox has no attachments, so their type is not in the list.
    private static ProductiveSandboxType? Target(ProductiveSandboxType type, string name)
    {
        if (name == "organization" && type.Name != "organizations")
            return ProductiveSandboxType.GetByName("organizations");
        return type.Relations.FirstOrDefault(relation => relation.Name == name) is not { } relation
            ? null
            : ProductiveSandboxType.All.FirstOrDefault(target => target.Name == relation.Type) ?? new(relation.Type);
    }
}
