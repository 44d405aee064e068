using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests;

/// <summary>
/// Sends the deepest and longest input that a body may contain, for every recursive walk over input. The program runs in its own
/// process, because a stack overflow ends a process and could not be reported by a test inside it.
/// </summary>
public sealed class NestingTests(NestingTests.Child child) : IClassFixture<NestingTests.Child>
{
    private const int Body = 4 * 1024 * 1024;
    private const int Option = 32_000;
    private const int Line = 15_000;

    private static readonly Dictionary<string, Func<HttpRequestMessage>> RequestByName = Cases()
        .ToDictionary(each => each.Name, each => each.Request, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. RequestByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Deep_input_is_refused_and_the_process_survives(string name)
    {
        using var request = RequestByName[name]();
        using var response = await child.Server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        // The response of a multipart or JSON batch contains the errors of its parts.
        var status = (int)response.StatusCode;
        (status is >= 400 and < 500 or 501 || (status == 200 && IsCarried(text))).ShouldBeTrue(
            $"{name}: {status} {text[..Math.Min(300, text.Length)]}"
        );
        await child.DemandAliveAsync();
    }

    [Fact]
    public async Task An_endless_vendor_response_does_no_harm()
    {
        await child.Lied.WaitAsync(TimeSpan.FromMinutes(1));
        await child.DemandAliveAsync();
    }

    [Theory]
    [InlineData("planhatProjects(vendorAccountId: \"{0}\") {{ name }}")]
    [InlineData("planhatProject(vendorAccountId: \"{0}\", id: \"6101a50072c0e0884d5e8db1\") {{ name }}")]
    public async Task An_endless_live_read_fails_only_its_field(string field)
    {
        var accounts = await QueryAsync("{ vendorAccounts(where: { name: { eq: \"liar\" } }) { nodes { id } } }");
        var id = accounts.GetProperty("data").GetProperty("vendorAccounts").GetProperty("nodes")[0].GetProperty("id").GetString();
        var answer = await QueryAsync(
            $"{{ vendorAccounts {{ totalCount }} live: {string.Format(CultureInfo.InvariantCulture, field, id)} }}"
        );
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("path")[0].GetString().ShouldBe("live");
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe(ErrorCodes.VendorBadAnswer.Id);
        answer.GetProperty("data").GetProperty("vendorAccounts").GetProperty("totalCount").GetInt32().ShouldBe(6);
        await child.DemandAliveAsync();
    }

    private async Task<JsonElement> QueryAsync(string query)
    {
        using var response = await child.Server.Client.SendAsync(GraphQL(Json("query", query)));
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private static bool IsCarried(string text) =>
        text.Contains("\"errors\"", StringComparison.Ordinal) || text.Contains("\"error\"", StringComparison.Ordinal);

    private static IEnumerable<(string Name, Func<HttpRequestMessage> Request)> Cases()
    {
        foreach (var (name, open, middle, close) in Documents())
        {
            yield return ($"GraphQL document, {name}", () => GraphQL(Json("query", Nested(open, middle, close, Body - 1_000))));
            yield return ($"GraphQL document, {name}, never closed", () => GraphQL(Json("query", Nested(open, "", "", Body - 1_000))));
            // Below the limit of tokens, so that later stages also process it.
            yield return ($"GraphQL document, {name}, few tokens", () => GraphQL(Json("query", Nested(open, middle, close, 6_000))));
        }
        foreach (
            var (name, open, close) in ((string, string, string)[])
                [("lists", "[", "]"), ("objects", "{\"not\":", "}"), ("both", "{\"and\":[", "]}")]
        )
        {
            yield return ($"GraphQL body, {name}", () => GraphQL(Nested(open, "1", close, Body - 10)));
            yield return ($"GraphQL variables, {name}", () =>
                GraphQL(
                    "{\"query\":\"query($w:ProjectFilterInput){projects(where:$w){totalCount}}\",\"variables\":{\"w\":"
                        + Nested(open, "1", close, Body - 200)
                        + "}}"
                )
            );
            yield return ($"GraphQL variables, {name}, as deep as JSON may be", () =>
                GraphQL(
                    "{\"query\":\"query($w:ProjectFilterInput){projects(where:$w){totalCount}}\",\"variables\":{\"w\":"
                        + Nested(open, "1", close, 500)
                        + "}}"
                )
            );
            yield return ($"GraphQL extensions, {name}", () =>
                GraphQL("{\"query\":\"{__typename}\",\"extensions\":{\"a\":" + Nested(open, "1", close, Body - 200) + "}}")
            );
            yield return ($"OData entity, {name}", () => Send(HttpMethod.Post, "/odata/Projects", Nested(open, "1", close, Body - 10)));
            yield return ($"OData custom field, {name}", () =>
                Send(HttpMethod.Post, "/odata/CreatePlanhatProject", "{\"Custom\":" + Nested(open, "1", close, Body - 100) + "}")
            );
            yield return ($"OData action, {name}", () =>
                Send(HttpMethod.Post, "/odata/CreateProject", "{\"Name\":" + Nested(open, "1", close, Body - 100) + "}")
            );
            yield return ($"OData batch, {name}", () =>
                Send(HttpMethod.Post, "/odata/$batch", "{\"requests\":" + Nested(open, "1", close, Body - 100) + "}")
            );
            yield return ($"OData batch part, {name}", () =>
                Send(
                    HttpMethod.Post,
                    "/odata/$batch",
                    "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"Projects\",\"body\":"
                        + Nested(open, "\"$1\"", close, Body - 200)
                        + "}]}"
                )
            );
            yield return ($"sandbox body, {name}", () =>
                Send(HttpMethod.Post, "/sandbox/planhat/projects", Nested(open, "1", close, Body - 10))
            );
            yield return ($"sandbox faults, {name}", () =>
                Send(
                    HttpMethod.Post,
                    "/sandbox/planhat/_faults",
                    "{\"faults\":[{\"kind\":\"wrongType\",\"field\":\"a\",\"value\":" + Nested(open, "1", close, Body - 200) + "}]}"
                )
            );
        }
        foreach (var (name, option, open, middle, close) in Options())
        {
            yield return ($"OData {option}, {name}", () => Query($"{option}={Uri.EscapeDataString(Nested(open, middle, close, Option))}"));
            yield return ($"OData {option}, {name}, longer than an option", () =>
                Query($"{option}={Uri.EscapeDataString(Nested(open, middle, close, Body / 4))}")
            );
            yield return ($"OData {option}, {name}, in a URL", () =>
                new(HttpMethod.Get, $"/odata/Projects?{option}={Escaped(open, middle, close, Line - 100)}")
            );
        }
        yield return ("OData aliases, a chain", () =>
            Query("$filter=@a0 eq 1&" + string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"@a{i}=@a{i + 1}")))
        );
        yield return ("OData aliases, a circle", () => Query("$filter=@a eq 1&@a=@b&@b=@a"));
        yield return ("OData path, navigations", () => new(HttpMethod.Get, "/odata/Projects(1)" + Repeated("/Company/Projects(1)", Line)));
        yield return ("OData path, filters", () => new(HttpMethod.Get, "/odata/Projects" + Repeated("/$filter(true)", Line)));
        yield return ("OData path, keys", () => new(HttpMethod.Get, "/odata/Projects" + Repeated("/1", Line)));
        yield return ("OData path, navigations and keys", () =>
            new(HttpMethod.Get, "/odata/Projects/1" + Repeated("/Company/Projects/1", Line))
        );
        yield return ("OData path, parentheses", () => new(HttpMethod.Get, "/odata/Projects/$filter(" + new string('(', Line) + ")"));
        yield return ("OData path, slashes", () => new(HttpMethod.Get, "/odata/" + Repeated("a//", Line)));
        yield return ("OData $skiptoken", () => new(HttpMethod.Get, "/odata/Projects?$skiptoken=" + new string('A', Line)));
        yield return ("OData $deltatoken", () => new(HttpMethod.Get, "/odata/Projects?$deltatoken=" + new string('A', Line)));
        yield return ("OData Accept", () => With(new(HttpMethod.Get, "/odata/Projects"), "Accept", Repeated("a/b;q=\"(\",", 30_000)));
        yield return ("GraphQL Accept", () => With(GraphQL(Json("query", "{a}")), "Accept", Repeated("a/b;q=\"(\",", 30_000)));
        yield return ("OData Prefer", () => With(new(HttpMethod.Get, "/odata/Projects(0)"), "Prefer", Repeated("a;b=\"(\",", 30_000)));
        yield return ("OData If-None-Match", () =>
            With(new(HttpMethod.Get, "/odata/Projects(0)"), "If-None-Match", Repeated("W/\"a\",", 30_000))
        );
        yield return ("multipart batch in batches", () => Multipart("/odata//$batch", 3_000));
        yield return ("multipart change sets in change sets", ChangeSets);
        yield return ("JSON batch in batches", () => Send(HttpMethod.Post, "/odata/$batch", NestedBatch(25)));
        yield return ("references of a batch", () =>
            Send(
                HttpMethod.Post,
                "/odata/$batch",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"VendorAccounts\"},{\"id\":\"2\",\"method\":\"PATCH\",\"url\":\"Projects(1)\",\"body\":{\"a@odata.bind\":["
                    + Repeated("\"$1\",", Body - 1_000)
                    + "1]}}]}"
            )
        );
        yield return ("a pattern", () =>
            Query("$filter=" + Uri.EscapeDataString($"matchesPattern(Name,'{Nested("(", "a", ")*", 20_000)}')"))
        );
        yield return ("a GraphQL pattern", () =>
            GraphQL(Json("query", $"{{projects(where:{{name:{{matches:\"{Nested("(", "a", ")*", 1_000_000)}\"}}}}){{totalCount}}}}"))
        );
    }

    private static IEnumerable<(string Name, string Open, string Middle, string Close)> Documents()
    {
        yield return ("selections", "{a", "", "}");
        yield return ("selections of the schema", "{projects{nodes{company{projects", "{totalCount}", "}}}}");
        yield return ("inline fragments", "{...", "{__typename}", "}");
        yield return ("lists", "{projects(where:{and:[", "", "]}){totalCount}}");
        yield return ("list values", "{a(b:[[[[", "1", "]]]])}");
        yield return ("negations", "{projects(where:{not:{", "", "}}){totalCount}}");
        yield return ("types", "query($a:[[[[", "Int", "]]]]){a}");
        yield return ("default values", "query($a:A={a:{a:{a:", "1", "}}}){a}");
        yield return ("directives", "{a @include(if:[[", "1", "]])}");
        yield return ("a mutation's input", "mutation{createPlanhatProject(input:{custom:{a:[", "1", "]}}){errors{code}}}");
        yield return ("type system", "type A{a:[[[[", "Int", "]]]]}");
        yield return ("introspection", "{__schema{types{fields{type{ofType", "{name}", "}}}}}");
        yield return ("fragments", "{...a}fragment a on Query{...", "a", "}");
    }

    private static IEnumerable<(string Name, string Option, string Open, string Middle, string Close)> Options()
    {
        yield return ("parentheses", "$filter", "(", "true", ")");
        yield return ("negations", "$filter", "not ", "true", "");
        yield return ("minus signs", "$filter", "-", "Mrr eq 1", "");
        yield return ("minus signs before a number", "$filter", "-", "1 eq 1", "");
        yield return ("a left-deep disjunction", "$filter", "Id eq 1 or not ", "true", "");
        yield return ("a left-deep sum", "$filter", "Progress add ", "1 eq 1", "");
        yield return ("a right-deep conjunction", "$filter", "true and (", "true", ")");
        yield return ("functions", "$filter", "tolower(", "Name", ")");
        yield return ("functions of two", "$filter", "concat(Name,", "Name", ") eq 'a'");
        yield return ("cases", "$filter", "case(true:", "1", ") eq 1");
        yield return ("lambdas", "$filter", "Company/Projects/any(p:", "true", ")");
        yield return ("counts", "$filter", "Tags/$count($filter=Id lt ", "1", ") gt 1");
        yield return ("conditions on collections", "$filter", "Tags/$filter(", "true", ")/any()");
        yield return ("a path", "$filter", "Company/", "Name eq 'a'", "");
        yield return ("lists", "$filter", "[", "1", "]");
        yield return ("values", "$filter", "Id in (", "1", ")");
        yield return ("parentheses", "$orderby", "(", "Name", ")");
        yield return ("a sum", "$orderby", "Progress add ", "1", "");
        yield return ("a sum", "$compute", "Progress add ", "1 as A", "");
        yield return ("names of names", "$compute", "Progress add 1 as A,A add ", "A as B", "");
        yield return ("expansions", "$expand", "Company($expand=Projects($expand=", "Tags", "))");
        yield return ("all expansions", "$expand", "*($expand=", "*", ")");
        yield return ("filters", "$expand", "Company($filter=not ", "true", ")");
        yield return ("a path", "$expand", "Company/", "Projects", "");
        yield return ("a path", "$select", "Company/", "Name", "");
        yield return ("parentheses", "$search", "(", "a", ")");
        yield return ("negations", "$search", "NOT ", "a", "");
        yield return ("alternatives", "$search", "a OR NOT ", "a", "");
        yield return ("alternatives in parentheses", "$search", "(a OR ", "a", ")");
        yield return ("steps", "$apply", "filter(true)/", "filter(true)", "");
        yield return ("concat", "$apply", "concat(identity,", "identity", ")");
        yield return ("groups", "$apply", "groupby((Vendor),", "aggregate($count as N)", ")");
        yield return ("groupings", "$apply", "groupby((Vendor))/", "groupby((Vendor))", "");
        yield return ("computed steps", "$apply", "compute(Progress add 1 as A)/", "identity", "");
        yield return ("filters", "$apply", "filter(", "true", ")");
        yield return ("parameters", "$format", "json;a=(", "1", ")");
        yield return ("addresses", "$id", "/odata/$entity?$id=", "Projects(1)", "");
    }

    private static HttpRequestMessage GraphQL(string body) => Send(HttpMethod.Post, "/graphql", body);

    private static HttpRequestMessage Send(HttpMethod method, string path, string body) =>
        new(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpRequestMessage Query(string options) =>
        new(HttpMethod.Post, "/odata/Projects/$query") { Content = new StringContent(options, Encoding.UTF8, "text/plain") };

    private static HttpRequestMessage With(HttpRequestMessage request, string header, string value)
    {
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    private static HttpRequestMessage Multipart(string url, int depth)
    {
        // No boundary is a prefix of another one, which would end a part early.
        var body = "GET Projects(1) HTTP/1.1\r\n\r\n";
        for (var i = depth; i > 0; i--)
            body =
                $"POST {url} HTTP/1.1\r\nContent-Type: multipart/mixed;boundary=n{i}_\r\n\r\n--n{i}_\r\nContent-Type: application/http\r\n\r\n{body}\r\n--n{i}_--\r\n";
        return Mixed($"--b\r\nContent-Type: application/http\r\n\r\n{body}\r\n--b--\r\n");
    }

    private static HttpRequestMessage ChangeSets() =>
        Mixed(
            string.Concat(
                Enumerable
                    .Range(0, 10_000)
                    .Select(i => $"--{(i == 0 ? "b" : $"c{i - 1}_")}\r\nContent-Type: multipart/mixed;boundary=c{i}_\r\n\r\n")
            )
        );

    private static HttpRequestMessage Mixed(string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed;boundary=b");
        return new(HttpMethod.Post, "/odata/$batch") { Content = content };
    }

    private static string NestedBatch(int depth) =>
        "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"//odata//$batch\",\"body\":"
        + (depth == 0 ? "{\"requests\":[]}" : NestedBatch(depth - 1))
        + "}]}";

    private static string Json(string name, string value) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value }, JsonOptions);

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Creates the deepest input for a length.</summary>
    private static string Nested(string open, string middle, string close, int length)
    {
        var depth = Math.Max(1, (length - middle.Length) / (open.Length + close.Length));
        var text = new StringBuilder(length);
        for (var i = 0; i < depth; i++)
            text.Append(open);
        text.Append(middle);
        for (var i = 0; i < depth; i++)
            text.Append(close);
        return text.ToString();
    }

    private static string Escaped(string open, string middle, string close, int length)
    {
        var (first, last) = (Uri.EscapeDataString(open), Uri.EscapeDataString(close));
        return Nested(first, Uri.EscapeDataString(middle), last, length);
    }

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, length / text.Length));

    /// <summary>The program and a vendor that returns false data.</summary>
    public sealed class Child : IAsyncLifetime
    {
        private readonly TaskCompletionSource _lied = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TemporaryFolder _folder = new();
        private SmallServer _vendor = null!;

        internal ListeningProcess Server { get; private set; } = null!;

        public Task Lied => _lied.Task;

        public async Task InitializeAsync()
        {
            var lie = Nested("[{\"a\":", "1", "}]", 8 * 1024 * 1024);
            _vendor = await SmallServer.StartAsync(app =>
                app.Run(async context =>
                {
                    context.Response.ContentType = "application/json";
                    await context.Response.WriteAsync(lie);
                    _lied.TrySetResult();
                })
            );
            Server = await ListeningProcess.StartAsync(
                _folder,
                ("Sandbox:Enabled", "true"),
                ("Sandbox:File", _folder.File("sandbox.db")),
                ("Sandbox:ProjectsPerVendor", "2"),
                ("Vendors:Accounts:0:Name", "liar"),
                ("Vendors:Accounts:0:Vendor", "planhat"),
                ("Vendors:Accounts:0:AllowPrivateNetwork", "true"),
                ("Vendors:Accounts:0:BaseUrl", _vendor.Client.BaseAddress!.ToString()),
                ("Vendors:Accounts:0:Credentials:Token", "t")
            );
        }

        public async Task DemandAliveAsync()
        {
            Server.HasExited.ShouldBeFalse();
            (await Server.Client.GetAsync("/odata/Projects/$count")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        public async Task DisposeAsync()
        {
            Server.Dispose();
            await _vendor.DisposeAsync();
            _folder.Dispose();
        }
    }
}
