using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Productive;

/// <summary>The tree that <c>include=a,b.c</c> names.</summary>
internal sealed class ProductiveSandboxInclude
{
    /// <summary>A template's template's template … could be named for ever.</summary>
    private const int MaxDepth = 5;

    private readonly Dictionary<string, ProductiveSandboxInclude> children = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ProductiveSandboxInclude> Children => children;

    public static ProductiveSandboxInclude Parse(ProductiveSandboxType type, string? text)
    {
        var root = new ProductiveSandboxInclude();
        foreach (var path in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (node, of) = (root, type);
            foreach (var name in path.Split('.').Take(MaxDepth + 1).Select((name, depth) => depth < MaxDepth ? name : ""))
            {
                of = Target(of, name) ?? throw ProductiveSandboxErrors.Unsupported("Include", path);
                if (!node.children.TryGetValue(name, out var child)) node.children[name] = child = new();
                node = child;
            }
        }
        return root;
    }

    /// <summary>The related records of one, in the order stored; what is gone from the store is left out.</summary>
    public static IEnumerable<(ProductiveSandboxType Type, JsonObject Record)> Related(
        SandboxStore store, ProductiveSandboxType type, JsonObject record, string name)
    {
        var target = Target(type, name)!;
        var ids = name == "organization"
            ? [record["organization"].Text()!]
            : ProductiveSandboxDocument.Ids(record, name);
        return ids.Select(id => store[target.Name].Get(id)).OfType<JsonObject>().Select(related => (target, related));
    }

    // The sandbox holds no attachments, so that their type is none of the list's.
    private static ProductiveSandboxType? Target(ProductiveSandboxType type, string name)
    {
        if (name == "organization" && type.Name != "organizations") return ProductiveSandboxType.Of("organizations");
        return type.Relations.FirstOrDefault(relation => relation.Name == name) is not { } relation
            ? null
            : ProductiveSandboxType.All.FirstOrDefault(target => target.Name == relation.Type) ?? new(relation.Type);
    }
}
