using System.Text.Json;
using Microsoft.Playwright;

namespace ProjectGraph.Server.Tests.CrossOrigin;

/// <summary>Pages of other origins in a real browser, which is what decides over them.</summary>
[Collection(CorsServerCollection.Name)]
public sealed class PageTests(CorsServer server)
{
    // The response to a listed page, which may read it.
    private const string RefusedByService = "refused by the service";

    // Each returns what the page could read, or "refused".
    private const string Calls = """
        async ({ service, key, step }) => {
          const auth = key ? { Authorization: 'Bearer ' + key } : {};
          const json = { ...auth, 'Content-Type': 'application/json' };
          const stream = 'subscription { projectChanged(after: 0) { kind } }';
          const read = async (path, options, ...headers) => {
            const response = await fetch(service + path, options);
            const text = await response.text();
            return { status: response.status, text, headers: Object.fromEntries(headers.map(name => [name, response.headers.get(name)])) };
          };
          const steps = {
            post: () => read('/graphql', { method: 'POST', headers: { ...json, 'apollographql-client-name': 'page' }, body: JSON.stringify({ query: '{ projects(first: 1) { nodes { name } } }' }) }, 'Server-Timing'),
            withCookies: () => read('/graphql', { method: 'POST', credentials: 'include', headers: json, body: JSON.stringify({ query: '{ __typename }' }) }),
            get: () => read('/graphql?query=' + encodeURIComponent('{ __typename }'), { headers: auth }, 'ETag', 'Server-Timing'),
            odata: () => read("/odata/Projects?$top=1&$filter=Vendor eq 'PLANHAT'", { headers: { ...auth, 'OData-MaxVersion': '4.01', Prefer: 'odata.maxpagesize=1' } }, 'OData-Version', 'Preference-Applied'),
            patch: async () => {
              const list = await (await fetch(service + "/odata/Projects?$top=1&$filter=Vendor eq 'PLANHAT'", { headers: auth })).json();
              const one = await fetch(`${service}/odata/Projects(${list.value[0].Id})`, { headers: auth });
              const changed = await read(`/odata/Projects(${list.value[0].Id})`, { method: 'PATCH', headers: { ...json, 'If-Match': one.headers.get('ETag') }, body: JSON.stringify({ Name: 'By a page ' + Date.now() }) }, 'ETag', 'ProjectGraph-Position');
              return { ...changed, before: one.headers.get('ETag') };
            },
            blindPatch: () => read('/odata/Projects(1)', { method: 'PATCH', headers: { ...json, 'If-Match': '*' }, body: JSON.stringify({ Name: 'By evil' }) }),
            batch: () => read('/odata/$batch', { method: 'POST', headers: json, body: JSON.stringify({ requests: [{ id: '1', method: 'GET', url: 'Projects?$top=1' }] }) }, 'OData-Version'),
            wrongKey: () => read('/graphql', { method: 'POST', headers: { ...json, Authorization: 'Bearer wrong' }, body: JSON.stringify({ query: '{ __typename }' }) }),
            socket: () => new Promise((done, failed) => {
              const socket = new WebSocket(service.replace(/^http/, 'ws') + '/graphql', 'graphql-transport-ws');
              socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init', payload: key ? auth : undefined }));
              socket.onmessage = ({ data }) => { socket.close(); done({ text: data }); };
              socket.onerror = socket.onclose = () => failed(new Error('closed'));
            }),
            eventSource: () => new Promise((done, failed) => {
              const events = new EventSource(`${service}/graphql?query=${encodeURIComponent(stream)}${key ? '&api_key=' + key : ''}`);
              events.addEventListener('next', ({ data }) => { events.close(); done({ text: data }); });
              events.onerror = () => { events.close(); failed(new Error('closed')); };
            }),
            fetchedEvents: async () => {
              const response = await fetch(service + '/graphql', { method: 'POST', headers: { ...json, Accept: 'text/event-stream', 'Last-Event-ID': '0' }, body: JSON.stringify({ query: stream }) });
              const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
              let text = '';
              while (!text.includes('\n\n') || !text.includes('data:')) text += (await reader.read()).value;
              await reader.cancel();
              return { status: response.status, text };
            },
            reset: () => read('/sandbox/planhat/_reset', { method: 'POST' }),
          };
          try { return JSON.stringify(await steps[step]()); } catch { return 'refused'; }
        }
        """;

    private static string[] Steps =>
        ["post", "withCookies", "get", "odata", "patch", "batch", "wrongKey", "socket", "eventSource", "fetchedEvents"];

    [FactWith("chromium")]
    public async Task A_listed_page_uses_all_of_both_protocols_with_its_key_and_reads_their_headers()
    {
        await using var browser = await LaunchAsync();
        foreach (var origin in new[] { server.Listed, server.Subdomain })
        {
            var page = await OpenAsync(browser, origin);
            var read = new Dictionary<string, JsonElement>();
            foreach (var step in Steps)
            {
                var text = await CallAsync(page, server.Running, server.Operator, step);
                text.ShouldNotBe("refused", $"{step} of {origin}");
                read[step] = JsonElement.Parse(text);
            }
            foreach (var step in new[] { "post", "withCookies", "get", "odata", "patch", "batch", "fetchedEvents" })
                Status(read[step]).ShouldBe(200, read[step].ToString());
            Status(read["wrongKey"]).ShouldBe(401, "an error, and not a failure of the network");
            Text(read["post"]).ShouldContain("\"nodes\"");
            Header(read["post"], "Server-Timing").ShouldContain("total;dur=");
            Header(read["get"], "ETag").ShouldStartWith("W/\"", Case.Sensitive, "the response was compressed, as a listed page is trusted");
            Header(read["odata"], "OData-Version").ShouldBe("4.01");
            Header(read["odata"], "Preference-Applied").ShouldContain("maxpagesize=1");
            Header(read["patch"], "ETag").ShouldNotBe(read["patch"].GetProperty("before").GetString());
            long.Parse(Header(read["patch"], "ProjectGraph-Position")).ShouldBePositive();
            Text(read["socket"]).ShouldContain("connection_ack");
            Text(read["eventSource"]).ShouldContain("projectChanged");
            Text(read["fetchedEvents"]).ShouldContain("projectChanged");
            (await CallAsync(page, server.Running, null, "reset")).ShouldBe(RefusedByService, "not even a listed page");
        }
    }

    [FactWith("chromium")]
    public async Task An_unlisted_page_uses_nothing_though_it_has_a_key()
    {
        await using var browser = await LaunchAsync();
        foreach (var origin in new[] { server.Unlisted, server.Local })
        {
            var page = await OpenAsync(browser, origin);
            foreach (var step in Steps.Append("blindPatch"))
                (await CallAsync(page, server.Running, server.Operator, step)).ShouldBe("refused", $"{step} of {origin}");
        }
        (
            await (
                await server.SendAsync(HttpMethod.Get, "/odata/Projects?$select=Name", null, null, ("X-API-Key", server.Operator))
            ).Content.ReadAsStringAsync()
        ).ShouldNotContain("By evil");
    }

    [FactWith("chromium")]
    public async Task In_development_a_page_of_this_machine_needs_no_key_and_a_page_of_another_site_gets_nothing()
    {
        await using var service = await RunningServer.StartAsync(("Sandbox:ProjectsPerVendor", "10"));
        await using var browser = await LaunchAsync();
        var local = await OpenAsync(browser, server.Local);
        foreach (var step in new[] { "post", "get", "odata", "patch", "batch", "socket", "eventSource", "fetchedEvents" })
            (await CallAsync(local, service, null, step)).ShouldNotBe("refused", step);
        var evil = await OpenAsync(browser, server.Unlisted);
        foreach (
            var step in new[] { "post", "get", "odata", "patch", "blindPatch", "batch", "socket", "eventSource", "fetchedEvents", "reset" }
        )
            (await CallAsync(evil, service, null, step)).ShouldBe("refused", step);
    }

    private static Task<Chromium> LaunchAsync() => Chromium.LaunchAsync("--host-resolver-rules=MAP *.example 127.0.0.1");

    private static async Task<IPage> OpenAsync(Chromium browser, string origin)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(origin + "/");
        return page;
    }

    private static async Task<string> CallAsync(IPage page, RunningServer service, string? key, string step)
    {
        var text = await page.EvaluateAsync<string>(
            Calls,
            new
            {
                service = service.Address.GetLeftPart(UriPartial.Authority),
                key,
                step,
            }
        );
        return text.Contains("CROSS_SITE", StringComparison.Ordinal) ? RefusedByService : text;
    }

    private static int Status(JsonElement read) => read.GetProperty("status").GetInt32();

    private static string Text(JsonElement read) => read.GetProperty("text").GetString()!;

    private static string Header(JsonElement read, string name) =>
        read.GetProperty("headers").GetProperty(name).GetString().ShouldNotBeNull(name);
}
