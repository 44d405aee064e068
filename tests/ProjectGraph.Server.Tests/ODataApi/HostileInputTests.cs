using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Whatever a URL says, the answer is an answer: never a failure of the service, a hang or a crash.</summary>
public sealed class HostileInputTests(ODataServer server) : IClassFixture<ODataServer>
{
    private const int Mutations = 3_000;

    private static readonly string[] Seeds =
    [
        "/Projects?$filter=Status eq 'IN_PROGRESS' and (Mrr gt 1.5 or not contains(Name,'x''y'))&$orderby=Name desc,Id&$top=3",
        "/Projects?$filter=Tags/any(t:t/Tag eq 'a' and t/ProjectId eq $it/Id)&$select=Name,Mrr&$expand=Company($select=Name),Tags($filter=Tag ne null;$top=1)",
        "/Projects?$apply=filter(Mrr gt 1)/groupby((Status,Company/Name),aggregate($count as N,Mrr with sum as S))&$filter=N gt 1&$orderby=S desc",
        "/Projects?$filter=CreatedAt gt 2024-01-01T00:00:00Z and year(StartDate) eq 2024 and Id in (1,2,3)&$count=true&$skip=2&$top=2",
        "/Projects?$compute=Mrr mul 12 as X&$filter=X gt 1 and length(concat(Name,Number)) gt 3&$search=project \"a b\"&$select=Id",
        "/Projects(1)/Company/Projects(1)/Tags?$orderby=Tag&$top=1&$format=json",
        "/Projects?$apply=filter(Mrr gt 1)/groupby((rollup($all,Status)),aggregate($count as N,Mrr with average as A))/compute(A mul 2 as B)/topcount(3,B)&$orderby=N",
        "/Projects?$apply=concat(topsum(10,Mrr)/groupby((Tags/Tag)),search(a OR NOT \"b c\")/aggregate(Mrr with max as M))/filter(M gt 1)&$select=M",
        "/Projects?$filter=case(Progress gt 1:'a',true:'b') eq 'a' or Tags/$count($filter=Tag eq 'x';$search=y) gt 1 or matchesPattern(Name,'^a+$')",
        "/Projects/$filter(@f)/$count?@f=CreatedAt add duration'P1D' gt UpdatedAt and $root/Companies(1)/Name ne null&$search=a OR (b AND NOT c)",
        "/$crossjoin(Projects,Companies)?$filter=Projects/CompanyId eq Companies/Id&$expand=Projects($select=Name),Companies&$orderby=Companies/Name desc&$top=1",
        "/Projects?$expand=Tags($compute=length(Tag) as L;$filter=L gt 1;$select=L;$search=t;$levels=1),Company/$ref,Managers/$count&$select=Id&$schemaversion=*",
        "/$entity?$id=Projects(3)&$select=Name&$expand=*($select=*)",
        "/Projects?$filter=Name in ('a','b') or Vendor eq ProjectGraph.Vendor'PLANHAT'&$expand=Managers/$ref,Owner&@p=1&$skiptoken=AAAA",
    ];

    private static readonly string[] Pieces =
    [
        "(",
        ")",
        "'",
        "\"",
        "$",
        "/",
        ",",
        ";",
        "=",
        "&",
        "%",
        "%00",
        "%FF",
        "@",
        ":",
        "-",
        " ",
        "null",
        "not ",
        " and ",
        "any(",
        "all(x:",
        "$it",
        "$count",
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
        "$it/",
        "$root/",
        "$this",
        "divby 0",
        " OR ",
        " NOT ",
        "%2F",
        "%25",
        "%2500",
        "%C0%AF",
        "%ED%A0%80",
        "INF",
        "NaN",
        "12:00:00",
        "matchesPattern(Name,'",
        "search(",
        "$crossjoin(",
        "\u0000",
        "\u200F",
        "((((((((((((((((((((",
        "2024-13-45",
        "has ",
        "div 0",
        "mod 0",
        "$value",
        "max",
        "*",
    ];

    [Fact]
    public async Task Mutated_URLs_never_make_the_service_fail()
    {
        var random = new Mutator(20240229);
        for (var i = 0; i < Mutations; i++)
        {
            var url = random.Mutated(Seeds[i % Seeds.Length], Pieces);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Client.BaseAddress!, "/odata" + Escaped(url)));
            using var response = await server.Client.SendAsync(request);
            var status = (int)response.StatusCode;
            var body = await response.Content.ReadAsStringAsync();
            (status < 500 || status == 501).ShouldBeTrue($"{status} for {url}: {body}");
            // What is no URL at all is the host's to refuse.
            if (status >= 400 && body.Length > 0)
                JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString().ShouldNotBeNullOrEmpty(url);
        }
    }

    [Theory]
    [InlineData("$filter", "(", "true", ")")]
    [InlineData("$filter", "not ", "true", "")]
    [InlineData("$filter", "-", "1 eq 1", "")]
    [InlineData("$filter", "not(", "true", ")")]
    [InlineData("$filter", "concat(Name,", "'a'", ") eq 'a'")]
    [InlineData("$filter", "Tags/any(t:", "true", ")")]
    [InlineData("$filter", "true and ", "true", "")]
    [InlineData("$orderby", "(", "Name", ")")]
    [InlineData("$expand", "Company($expand=Projects($expand=", "Tags", "))")]
    [InlineData("$apply", "filter(true)/", "filter(true)", "")]
    [InlineData("$search", "(", "a", ")")]
    [InlineData("$select", "Company/", "Name", "")]
    public void Deep_nesting_is_refused_before_it_can_overflow_the_stack(string option, string open, string middle, string close)
    {
        foreach (var depth in (int[])[150, 1_000, 20_000])
        {
            var text = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));
            var refusal = Record.Exception(() => PlanText.Plan("Projects", $"{option}={Uri.EscapeDataString(text)}"));
            if (refusal is not null || depth == 20_000)
                refusal.ShouldBeOfType<ApiException>().Error.Status.ShouldBeOneOf(400, 501);
        }
    }

    [Theory]
    [InlineData("$filter", "round(", "Mrr", ")", " eq 1")]
    [InlineData("$filter", "substring(", "Name", ",1)", " eq 'a'")]
    [InlineData("$filter", "", "Progress", " add 1", " eq 1")]
    [InlineData("$filter", "", "Heatpunk/Lat", " mod 2", " eq 1")]
    [InlineData("$filter", "case(true:", "'a'", ")", " eq 'a'")]
    [InlineData("$filter", "", "true", " or Id eq 1", "")]
    [InlineData("$filter", "Tags/$count($filter=Id lt ", "1", ") gt 1", " or true")]
    [InlineData("$apply", "groupby((Vendor),", "aggregate($count as N)", ")", "")]
    [InlineData("$apply", "concat(identity/", "aggregate($count as N)", ",aggregate($count as N))", "")]
    [InlineData("$apply", "", "groupby((Vendor))", "/groupby((Vendor))", "")]
    [InlineData("$apply", "", "top(5)", "/top(5)", "")]
    [InlineData("$compute", "", "Progress add 1 as A", ",A add A as A", "")]
    public async Task However_deep_a_question_is_the_service_answers_it_or_says_that_it_is_too_large(
        string option,
        string open,
        string middle,
        string close,
        string end
    )
    {
        foreach (var depth in (int[])[5, 12, 30, 60, 98, 250, 900])
        {
            var text = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth)) + end;
            using var body = new StringContent($"{option}={Uri.EscapeDataString(text)}&$top=1", Encoding.UTF8, "text/plain");
            using var response = await server.Client.PostAsync(new Uri("/odata/Projects/$query", UriKind.Relative), body);
            ((int)response.StatusCode).ShouldBeOneOf([200, 400], $"{depth}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [InlineData("$filter", "", "Progress", " add 1")]
    [InlineData("$filter", "not ", "true", "")]
    [InlineData("$filter", "tolower(", "Name", ")")]
    [InlineData("$filter", "Company/Projects/any(p:", "true", ")")]
    [InlineData("$apply", "concat(identity/", "identity", ",identity)")]
    [InlineData("$expand", "Company($expand=Projects($expand=", "Tags", "))")]
    [InlineData("$compute", "", "Progress add 1 as A0", ",A0 add 1 as A0")]
    public void Planning_and_printing_need_no_more_stack_than_a_small_thread_has(string option, string open, string middle, string close)
    {
        foreach (var depth in (int[])[50, 99, 290, 3_000])
        {
            var text = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));
            Exception? thrown = null;
            var thread = new Thread(
                () => thrown = Record.Exception(() => PlanText.Query("Projects", $"{option}={Uri.EscapeDataString(text)}")),
                256 * 1024
            );
            thread.Start();
            thread.Join();
            if (thrown is not null)
                (thrown is ApiException or Data.Storage.StoreException).ShouldBeTrue(thrown.ToString());
        }
    }

    [Fact]
    public void Twenty_thousand_parentheses_are_too_many()
    {
        var error = PlanText.Refused("Projects", $"$filter={new string('(', 20_000)}true{new string(')', 20_000)}");
        error.Code.ShouldBe(ErrorCodes.QueryTooComplex);
    }

    [Fact]
    public void As_many_parentheses_as_are_allowed_are_fine() =>
        PlanText.Filter($"{new string('(', 99)}true{new string(')', 99)}").ShouldBe("true");

    [Fact]
    public void A_long_chain_of_conditions_is_one_flat_condition() =>
        PlanText.Filter(string.Join(" or ", Enumerable.Repeat("Id eq 1", 300))).ShouldStartWith("or(Id Equal $0:Long, Id Equal $1:Long,");

    [Fact]
    public async Task A_long_list_of_values_is_one_condition()
    {
        using var response = await server.SendAsync($"/Projects/$count?$filter=Id in ({string.Join(',', Enumerable.Range(50, 1_000))})");
        (await response.Content.ReadAsStringAsync()).ShouldBe("71");
    }

    [Fact]
    public async Task Nothing_of_the_store_or_the_code_shows_in_an_error()
    {
        foreach (
            var url in (string[])
                [
                    "/Projects?$filter=Name has 'x'",
                    "/Projects?$filter=contains(Name",
                    "/Projects?$orderby=Name foo",
                    "/Projects?$skiptoken=%00",
                ]
        )
        {
            using var response = await server.SendAsync(url);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var body = await response.Content.ReadAsStringAsync();
            foreach (var word in (string[])["SELECT", "   at ", "Exception", "sqlite"])
                body.ShouldNotContain(word, Case.Insensitive);
        }
    }

    private static string Escaped(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? Uri.EscapeDataString(url).Replace("%2F", "/", StringComparison.Ordinal)
            : Escaped(url[..question]) + "?" + Query(url[(question + 1)..]);
    }

    // Separators stay, so that options are really cut and joined.
    private static string Query(string query) =>
        string.Join(
            '&',
            query
                .Split('&')
                .Select(option =>
                    string.Join(
                        '=',
                        option.Split('=').Select(part => Uri.EscapeDataString(part).Replace("%25", "%", StringComparison.Ordinal))
                    )
                )
        );

    /// <summary>The same mutations every time: a generator of our own, for the runtime's may change.</summary>
    private sealed class Mutator(ulong state)
    {
        public string Mutated(string seed, string[] pieces)
        {
            var text = new StringBuilder(seed);
            for (var changes = 1 + Next(4); changes > 0; changes--)
            {
                var at = 1 + Next(text.Length - 1);
                switch (Next(4))
                {
                    case 0:
                        text.Insert(at, pieces[Next(pieces.Length)]);
                        break;
                    case 1:
                        text.Remove(at, Math.Min(1 + Next(6), text.Length - at));
                        break;
                    case 2:
                        text.Insert(at, text.ToString(at, Math.Min(1 + Next(30), text.Length - at)));
                        break;
                    default:
                        text[at] = (char)(32 + Next(95));
                        break;
                }
                if (text.Length < 3)
                    text.Append("Projects");
            }
            return text.ToString();
        }

        private int Next(int below)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)below);
        }
    }
}
