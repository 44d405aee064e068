using System.Collections.Frozen;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>Finds the relation from a project to its vendor's own fields. The relation has the vendor's name.</summary>
internal static class ProjectExtensions
{
    private static readonly FrozenDictionary<Vendor, RelationModel> ByVendor = Enum.GetValues<Vendor>()
        .Select(vendor => KeyValuePair.Create(vendor, GraphModel.Instance.Projects.FindRelation(vendor.ToString())))
        .Where(pair => pair.Value is not null)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Value!);

    /// <summary>Null for a vendor without fields of its own.</summary>
    public static RelationModel? Find(Vendor vendor) => ByVendor.GetValueOrDefault(vendor);
}
