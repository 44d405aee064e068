using System.Globalization;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Peers;

/// <summary>The same requests for both servers, with values that change from request to request.</summary>
internal static class ODataWorkloads
{
    private const int Variants = 240;
    private const string Columns = "$select=Id,Name,Status,Vendor,DueDate,Progress";

    private static readonly string[] Statuses = ["NOT_STARTED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "CANCELLED", "UNKNOWN"];

    public static IEnumerable<Workload> All(int subject, int peer, int size)
    {
        yield return Same("50 of a status by due date", i => $"Projects?{List(i)}&{Columns}");
        yield return Same("... with company, people and tags", i =>
            $"Projects?{List(i)}&{Columns}&$expand=Company($select=Name),Managers($select=Name),Assignees($select=Name),Tags($select=Tag)"
        );
        yield return Same("one by key", i =>
            $"Projects({1 + ((long)i * size / Variants)})?$select=Id,Name,Description,Status,Vendor,VendorId,StartDate,DueDate,Progress,Currency,Mrr"
        );
        yield return Same("groups by vendor and status", i =>
            $"Projects?$apply=filter(Progress ge {i % 60})/groupby((Vendor,Status),aggregate($count as N,Mrr with sum as Total))"
        );

        Workload Same(string name, Func<int, string> url) => new(name, "OData", 1, Units(subject, url), Units(peer, url));
    }

    private static string List(int i) =>
        $"$filter=Status eq '{Statuses[i % Statuses.Length]}' and DueDate ge {new DateOnly(2024, 1, 1).AddDays(i * 7 % 700).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}&$orderby=DueDate&$top=50";

    private static byte[][][] Units(int port, Func<int, string> url) =>
        [
            .. Enumerable
                .Range(0, Variants)
                .Select(i => new[] { HttpRequest.Get(port, "/odata/" + url(i).Replace(" ", "%20", StringComparison.Ordinal), "") }),
        ];
}
