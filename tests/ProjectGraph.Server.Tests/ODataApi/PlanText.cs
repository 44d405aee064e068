using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Plans of URLs as text.</summary>
internal static class PlanText
{
    /// <summary>With the vendors that come with the program.</summary>
    public static readonly ODataModel Model = new(GraphModel.Instance, VendorRegistry.BuiltIn);

    private static readonly ODataPlanner Planner = new(Model, new Limits());

    public static ODataPlan Plan(string set, string query) => Planner.Plan(new(Model.FindSet(set)!), QueryOptions.Read(query), default);

    /// <summary>The condition of a filter on projects, followed by its values.</summary>
    public static string Filter(string filter) => Filter("Projects", filter);

    public static string Filter(string set, string filter)
    {
        var plan = Plan(set, "$select=Id&$filter=" + Uri.EscapeDataString(filter));
        var text = plan.Query.ToString();
        text = text[(text.IndexOf(" where ", StringComparison.Ordinal) + 7)..text.LastIndexOf(" select ", StringComparison.Ordinal)];
        return text + Values(plan);
    }

    public static string Query(string set, string query)
    {
        var plan = Plan(set, query);
        return plan.Query + Values(plan);
    }

    public static ApiError Refused(string set, string query) => Should.Throw<ApiException>(() => Plan(set, query)).Error;

    private static string Values(ODataPlan plan) => plan.Values.Count == 0 ? "" : " <- " + string.Join("; ", plan.Values.Select(Value));

    private static string Value(object? value) =>
        value switch
        {
            string text => $"'{text}'",
            IReadOnlyList<object> list => $"[{string.Join(", ", list.Select(Value))}]",
            DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            bool truth => truth ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "null",
        };
}
