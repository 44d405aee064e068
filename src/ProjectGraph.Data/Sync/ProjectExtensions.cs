using System.Collections.Frozen;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>Which relation of a project leads to what only its vendor knows: it is called as the vendor is.</summary>
internal static class ProjectExtensions
{
    private static readonly FrozenDictionary<Vendor, RelationModel> ByVendor = Enum.GetValues<Vendor>()
        .ToFrozenDictionary(vendor => vendor, vendor => GraphModel.Instance.Projects.Relation(vendor.ToString()));

    public static RelationModel? Of(Vendor vendor) => ByVendor.GetValueOrDefault(vendor);
}
