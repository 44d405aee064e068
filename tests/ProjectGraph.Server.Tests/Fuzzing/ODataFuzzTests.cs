using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>Whatever is sent to <c>/odata</c>, the service responds and lives.</summary>
public sealed class ODataFuzzTests(FuzzServer server, ITestOutputHelper output) : IClassFixture<FuzzServer>
{
    private const string Batch =
        "--b\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nGET Projects?$top=1 HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\nContent-ID: 2\r\n\r\nPOST CreatePlanhatProject HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"Name\":\"a\",\"CompanyId\":\"61006bc89a3e0b702ed8ea49\",\"DryRun\":true}\r\n--c--\r\n--b--\r\n";

    private static readonly string[] Tokens =
    [
        "(",
        ")",
        "'",
        "\"",
        "$",
        "/",
        "//",
        ",",
        ";",
        "=",
        "&",
        "%",
        "%00",
        "%FF",
        "%ED%A0%80",
        "%2F",
        "%25",
        "%2500",
        "%C0%AF",
        "@",
        ":",
        "-",
        " ",
        "+",
        "null",
        "not ",
        " and ",
        " or ",
        "any(",
        "all(x:",
        "$it",
        "$count",
        "$value",
        "$ref",
        "$batch",
        "$query",
        "in (",
        "9999999999999999999999",
        "1e400",
        "-1",
        "0x1",
        "Tags/",
        "Company/",
        "duration'P1D'",
        "now()",
        "cast(",
        "😀",
        "\\",
        "\\ud800",
        "{",
        "[",
        "]",
        "..",
        "aggregate(",
        "groupby((",
        "year(",
        "concat(",
        "topcount(",
        "rollup(",
        "compute(",
        " as X",
        "case(",
        "$filter(",
        "$root/",
        "$this",
        "divby 0",
        "INF",
        "NaN",
        "12:00:00",
        "2024-13-45",
        "matchesPattern(Name,'(a+)+$')",
        "search(",
        "$crossjoin(",
        "\u0000",
        "\u202E",
        "((((((((((",
        "has ",
        "div 0",
        "mod 0",
        "max",
        "*",
        "true",
        "\"id\":\"1\"",
        "\"dependsOn\":[\"1\"]",
        "\"atomicityGroup\":\"g\"",
        "@odata.bind",
        "@odata.id",
        "Projects(1)",
        "\r\n",
        "HTTP/1.1",
        "&$skiptoken=AAAA",
        "&$deltatoken=AAAA",
        "&$format=csv",
        "$expand=Tags",
        "&$select=Id",
    ];

    private static readonly FuzzRequest[] Corpus =
    [
        FuzzRequest.Get("/odata/"),
        FuzzRequest.Get("/odata/$metadata"),
        FuzzRequest.Get("/odata/$metadata?$format=json"),
        FuzzRequest.Get(
            "/odata/Projects?$filter=Status eq 'IN_PROGRESS' and (Mrr gt 1.5 or not contains(Name,'x''y'))&$orderby=Name desc,Id&$top=3"
        ),
        FuzzRequest.Get(
            "/odata/Projects?$filter=Tags/any(t:t/Tag eq 'a' and t/ProjectId eq $it/Id)&$select=Name,Mrr&$expand=Company($select=Name),Tags($filter=Tag ne null;$top=1)&$count=true",
            ("Prefer", "maxpagesize=2,odata.track-changes")
        ),
        FuzzRequest.Get(
            "/odata/Projects?$apply=filter(Mrr gt 1)/groupby((rollup($all,Status)),aggregate($count as N,Mrr with average as A))/compute(A mul 2 as B)/topcount(3,B)&$orderby=N"
        ),
        FuzzRequest.Get(
            "/odata/Projects?$filter=CreatedAt gt 2024-01-01T00:00:00Z and year(StartDate) eq 2024 and Id in (1,2,3)&$compute=Mrr mul 12 as X&$search=project \"a b\"&$select=Id,X"
        ),
        FuzzRequest.Get("/odata/Projects(1)/Company/Projects?$skip=1&$top=2"),
        FuzzRequest.Get("/odata/Projects(1)/Name/$value"),
        FuzzRequest.Get("/odata/Projects/$count?$filter=Id gt 3"),
        FuzzRequest.Get(
            "/odata/$crossjoin(Projects,Companies)?$filter=Projects/CompanyId eq Companies/Id&$expand=Projects($select=Name)&$top=1"
        ),
        FuzzRequest.Get("/odata/$entity?$id=Projects(3)&$select=Name&$expand=*($select=*)"),
        FuzzRequest.Get(
            "/odata/Operations?$expand=Project($expand=Company)&$orderby=StartedAt desc",
            ("Accept", "application/json;odata.metadata=full;IEEE754Compatible=true")
        ),
        new(
            "POST",
            "/odata/Projects/$query",
            [("Content-Type", "text/plain")],
            "$filter=contains(Name,'a')&$orderby=DueDate&$top=2"u8.ToArray()
        ),
        FuzzRequest.Json(
            "POST",
            "/odata/Projects",
            "{\"Name\":\"New\",\"Company@odata.bind\":\"Companies(1)\",\"VendorAccount@odata.bind\":\"VendorAccounts(1)\",\"Tags\":[{\"Tag\":\"a\"}],\"CustomFields\":[{\"Name\":\"a\",\"Value\":\"1\"}]}",
            ("Prefer", "return=minimal"),
            ("If-None-Match", "*")
        ),
        FuzzRequest.Json(
            "PATCH",
            "/odata/Projects(1)",
            "{\"Name\":\"Other\",\"DueDate\":\"2026-01-31\",\"Progress\":50,\"Status\":\"COMPLETED\"}",
            ("If-Match", "W/\"0\"")
        ),
        FuzzRequest.Json("PUT", "/odata/Projects(2)", "{\"Name\":\"Other\"}", ("If-Match", "W/\"0\"")),
        FuzzRequest.Json("PUT", "/odata/Projects(2)/Name", "{\"value\":\"x\"}", ("If-Match", "W/\"0\"")),
        FuzzRequest.Json("POST", "/odata/Projects(1)/Tags", "{\"Tag\":\"x\"}", ("If-Match", "W/\"0\"")),
        FuzzRequest.Json("PUT", "/odata/Projects(1)/Company/$ref", "{\"@odata.id\":\"Companies(2)\"}", ("If-Match", "W/\"0\"")),
        new("DELETE", "/odata/Projects(9)/Managers/$ref?$id=People(1)", [("If-Match", "W/\"0\"")], []),
        FuzzRequest.Json(
            "POST",
            "/odata/CreatePlanhatProject",
            "{\"Name\":\"a\",\"CompanyId\":\"61006bc89a3e0b702ed8ea49\",\"DryRun\":true,\"IdempotencyKey\":\"k\"}",
            ("Repeatability-Request-ID", "1"),
            ("Repeatability-First-Sent", "Sun, 06 Nov 1994 08:49:37 GMT")
        ),
        FuzzRequest.Json("POST", "/odata/Projects(3)/ProjectGraph.UpdateProject", "{\"Name\":\"a\",\"DryRun\":true}"),
        FuzzRequest.Json(
            "POST",
            "/odata/$batch",
            "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"Projects?$top=1\",\"headers\":{\"Accept\":\"application/json\"}},{\"id\":\"2\",\"atomicityGroup\":\"g\",\"dependsOn\":[\"1\"],\"method\":\"POST\",\"url\":\"CreatePlanhatProject\",\"body\":{\"Name\":\"a\",\"DryRun\":true,\"CompanyId\":\"$1\"}},{\"id\":\"3\",\"method\":\"GET\",\"url\":\"/odata/$1/Company\"}]}",
            ("Prefer", "continue-on-error")
        ),
        new("POST", "/odata/$batch", [("Content-Type", "multipart/mixed; boundary=b")], System.Text.Encoding.UTF8.GetBytes(Batch)),
        FuzzRequest.Get("/odata/Projects?$top=1", ("Prefer", "respond-async,wait=1")),
        FuzzRequest.Get("/odata/$async/0123456789abcdef0123456789abcdef"),
        new("OPTIONS", "/odata/Projects(1)", [], []),
    ];

    [Fact]
    public Task No_request_makes_OData_fail() => FuzzRun.RunAsync(server.Server, output, Corpus, Tokens);
}
