using System.Collections.Frozen;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>Which relation of a project leads to what only its vendor knows: it is called as the vendor is.</summary>
internal static class ProjectExtensions
{
    private static readonly FrozenDictionary<Vendor, RelationModel> ByVendor = Enum.GetValues<Vendor>()
        .Select(vendor => KeyValuePair.Create(vendor, GraphModel.Instance.Projects.FindRelation(vendor.ToString())))
        .Where(pair => pair.Value is not null)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Value!);

    /// <summary>Null for a vendor of which the fields of every vendor say all.</summary>
    public static RelationModel? Of(Vendor vendor) => ByVendor.GetValueOrDefault(vendor);
}
