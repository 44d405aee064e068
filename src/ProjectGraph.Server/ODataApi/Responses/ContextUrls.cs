using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Creates context URLs (Protocol, section 10).</summary>
internal static class ContextUrls
{
    public static string ForCollection(ODataHead head, ODataPath.Resource resource, ODataPlan plan) =>
        plan.Shape.IsReference ? $"{head.Root}$metadata#Collection($ref)"
        : resource.Joined.Count > 0 ? $"{head.Root}$metadata#Collection(Edm.ComplexType)"
        : $"{head.Root}$metadata#{resource.Target.Set}{FormatSelect(head, plan)}";

    public static string ForEntity(ODataHead head, ODataPath.Resource resource, ODataPlan plan) =>
        plan.Shape.IsReference
            ? $"{head.Root}$metadata#$ref"
            : $"{head.Root}$metadata#{resource.Target.Set}{FormatSelect(head, plan)}/$entity";

    public static string ForDelta(ODataHead head, ODataPath.Resource resource, ODataPlan plan) =>
        $"{head.Root}$metadata#{resource.Target.Set}{FormatSelect(head, plan)}/$delta";

    public static string ForProperty(ODataHead head, ODataPath.Resource resource, PathEnd.Property end) =>
        $"{head.Root}$metadata#{resource.Canonical}/{end.Field.Name}";

    private static string FormatSelect(ODataHead head, ODataPlan plan) => head.Is40 ? plan.SelectLists.For40 : plan.SelectLists.For401;
}
