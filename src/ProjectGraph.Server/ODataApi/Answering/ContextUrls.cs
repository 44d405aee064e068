using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>Creates context URLs (Protocol, section 10).</summary>
internal static class ContextUrls
{
    public static string Collection(ODataHead head, ODataPath.Resource resource, ODataPlan plan) => plan.Shape.IsReference
        ? $"{head.Root}$metadata#Collection($ref)"
        : resource.Joined.Count > 0 ? $"{head.Root}$metadata#Collection(Edm.ComplexType)"
        : $"{head.Root}$metadata#{resource.Target.Set}{Select(head, plan)}";

    public static string Entity(ODataHead head, ODataPath.Resource resource, ODataPlan plan) => plan.Shape.IsReference
        ? $"{head.Root}$metadata#$ref"
        : $"{head.Root}$metadata#{resource.Target.Set}{Select(head, plan)}/$entity";

    public static string Delta(ODataHead head, ODataPath.Resource resource, ODataPlan plan) =>
        $"{head.Root}$metadata#{resource.Target.Set}{Select(head, plan)}/$delta";

    public static string Property(ODataHead head, ODataPath.Resource resource, PathEnd.Property end) => $"{head.Root}$metadata#{resource.Canonical}/{end.Field.Name}";

    private static string Select(ODataHead head, ODataPlan plan) => head.Is40 ? plan.SelectLists.For40 : plan.SelectLists.For401;
}
