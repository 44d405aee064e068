using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Server.GraphQLApi;
using ProjectGraph.Server.GraphQLApi.Documents;
using ProjectGraph.Server.Tests.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Documents that a request references by id: persisted by a client, or trusted by the operator.</summary>
public sealed class DocumentTests(RunningServer shared) : IClassFixture<RunningServer>
{
    private const string Query = "{ persisted: __typename }";
    private readonly HttpClient _http = shared.Client;

    private static object Named(string hash, string? query = null, int version = 1) => new { query, extensions = new { persistedQuery = new { version, sha256Hash = hash } } };

    [Fact]
    [Produces(nameof(ErrorCodes.PersistedQueryNotFound))]
    public async Task A_document_is_left_once_and_named_from_then_on()
    {
        var hash = DocumentHash.Of(Query);
        var (status, unknown) = await PostAsync(Named(hash));
        status.ShouldBe(HttpStatusCode.OK);
        var error = unknown.GetProperty("errors")[0];
        (error.Code(), error.Message()).ShouldBe(("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound"));

        (await PostAsync(Named(hash, Query))).Answer.GetProperty("data").GetProperty("persisted").GetString().ShouldBe("Query");
        (await PostAsync(Named(hash))).Answer.GetProperty("data").GetProperty("persisted").GetString().ShouldBe("Query");
        var byGet = await _http.GetStringAsync("/graphql?extensions=" + Uri.EscapeDataString(JsonSerializer.Serialize(new { persistedQuery = new { version = 1, sha256Hash = hash } })));
        byGet.ShouldBe("{\"data\":{\"persisted\":\"Query\"}}");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.PersistedQueryMismatch))]
    public async Task A_hash_of_another_text_is_refused_and_nothing_is_kept()
    {
        var hash = DocumentHash.Of("{ other: __typename }");
        var (status, answer) = await PostAsync(Named(hash, "{ mine: __typename }"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors")[0].Code().ShouldBe(ErrorCodes.PersistedQueryMismatch.Id);
        (await PostAsync(Named(hash))).Answer.GetProperty("errors")[0].Code().ShouldBe("PERSISTED_QUERY_NOT_FOUND");
    }

    [Theory]
    [InlineData("{\"persistedQuery\":7}")]
    [InlineData("{\"persistedQuery\":{}}")]
    [InlineData("{\"persistedQuery\":{\"version\":1,\"sha256Hash\":7}}")]
    [InlineData("{\"persistedQuery\":{\"version\":2,\"sha256Hash\":\"x\"}}")]
    [InlineData("{\"persistedQuery\":{\"version\":\"1\",\"sha256Hash\":\"x\"}}")]
    [InlineData("{\"persistedQuery\":{\"version\":1.5,\"sha256Hash\":\"x\"}}")]
    public async Task A_malformed_reference_is_a_coded_client_error(string extensions)
    {
        using var content = new StringContent("{\"extensions\":" + extensions + "}", new MediaTypeHeaderValue("application/json"));
        using var response = await _http.PostAsync("/graphql", content);
        await response.ShouldBeErrorAsync(ErrorCodes.BadRequest);
    }

    [Fact]
    public async Task A_document_that_cannot_run_is_not_kept()
    {
        var hash = DocumentHash.Of("{ nope }");
        await PostAsync(Named(hash, "{ nope }"));
        (await PostAsync(Named(hash))).Answer.GetProperty("errors")[0].Code().ShouldBe("PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public void The_documents_used_last_are_kept_up_to_a_number_and_a_size()
    {
        var kept = new PersistedQueries(mostDocuments: 3, mostCharacters: 20);
        foreach (var name in (string[])["a", "b", "c"]) kept.Add(name, "12345");
        kept.Find("a").ShouldNotBeNull();
        kept.Add("d", "12345");
        kept.Find("b").ShouldBeNull("it was used longest ago");
        kept.Add("e", new string('x', 12));
        kept.Find("c").ShouldBeNull("the size is bounded, too");
        kept.Find("a").ShouldBeNull();
        kept.Find("d").ShouldNotBeNull();
        kept.Add("f", new string('x', 21));
        kept.Find("f").ShouldBeNull("it would fill the whole by itself");
        kept.Find("e").ShouldNotBeNull();
    }

    [Fact]
    [Produces(nameof(ErrorCodes.UnknownDocument))]
    public async Task An_id_that_no_document_has_is_refused()
    {
        using var response = await _http.PostAsJsonAsync("/graphql", new { documentId = "nobody" });
        await response.ShouldBeErrorAsync(ErrorCodes.UnknownDocument);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.UntrustedDocument))]
    [Produces(nameof(ErrorCodes.PersistedQueryNotSupported))]
    public async Task Only_trusted_documents_are_answered_where_that_is_enforced()
    {
        using var folder = TrustedFolder();
        await using var keyed = await StreamServer.StartAsync(
            ("GraphQL:TrustedDocuments:Folder", folder.File("")), ("GraphQL:TrustedDocuments:Mode", "Enforce"), ("GraphQL:PersistedQueries", "false"));
        var client = keyed.Server.Client;
        client.DefaultRequestHeaders.Add("X-API-Key", keyed.Key);
        async Task<JsonElement> Ask(object body) => (await (await client.PostAsJsonAsync("/graphql", body)).Content.ReadFromJsonAsync<JsonElement>());

        foreach (var id in (string[])["by-name", DocumentHash.Of("{ file: __typename }"), "sha256:" + DocumentHash.Of("{ file: __typename }").ToUpperInvariant(), "relay-id", "apollo-id"])
            (await Ask(new { documentId = id })).GetProperty("data").EnumerateObject().Single().Value.GetString().ShouldBe("Query", id);
        (await Ask(new { query = "{ file: __typename }" })).TryGetProperty("data", out _).ShouldBeTrue("the text of a trusted document is as good as its id");
        (await Ask(Named(DocumentHash.Of("{ relay: __typename }")))).GetProperty("errors")[0].Code().ShouldBe("PERSISTED_QUERY_NOT_SUPPORTED");
        (await client.GetStringAsync("/graphql?documentId=by-name")).ShouldContain("file");
        using var refused = await client.PostAsJsonAsync("/graphql", new { query = "{ mine: __typename }" });
        await refused.ShouldBeErrorAsync(ErrorCodes.UntrustedDocument);

        client.DefaultRequestHeaders.Remove("X-API-Key");
        client.DefaultRequestHeaders.Add("X-API-Key", await keyed.Keys.CreateAsync("boss", Data.Access.AccessRole.Admin, CancellationToken.None));
        (await Ask(new { query = "{ mine: __typename }" })).TryGetProperty("data", out _).ShouldBeTrue("an admin may ask freely, as the IDE does");
    }

    [Fact]
    public async Task What_would_be_refused_is_logged_before_it_is_enforced()
    {
        using var folder = TrustedFolder();
        await using var keyed = await StreamServer.StartAsync(("GraphQL:TrustedDocuments:Folder", folder.File("")), ("GraphQL:TrustedDocuments:Mode", "Log"));
        keyed.Server.Client.DefaultRequestHeaders.Add("X-API-Key", keyed.Key);
        await keyed.Server.Client.QueryAsync("{ file: __typename }");
        (await keyed.Server.Client.QueryAsync("query Mine { mine: __typename }")).GetProperty("mine").GetString().ShouldBe("Query");
        keyed.Server.Log.Text.ShouldContain($"The document {DocumentHash.Of("query Mine { mine: __typename }")} of operation Mine, sent by watcher, is not among the trusted ones.");
        keyed.Server.Log.Text.ShouldNotContain(DocumentHash.Of("{ file: __typename }"));
    }

    [Theory]
    [InlineData("bad.json", "[")]
    [InlineData("bad.json", "[]")]
    [InlineData("bad.json", "{\"id\":7}")]
    [InlineData("bad.json", "{\"operations\":[{\"id\":\"x\"}]}")]
    [InlineData("bad.json", "{\"by-name\":\"{ another: __typename }\"}")]
    public void A_folder_that_cannot_be_understood_is_told_at_the_start(string file, string text)
    {
        using var folder = TrustedFolder();
        File.WriteAllText(folder.File(file), text);
        Should.Throw<StartException>(() => TrustedDocuments.Load(new() { Folder = folder.File(""), Mode = TrustedDocumentsMode.Enforce })).Message.ShouldContain(file);
    }

    [Fact]
    public void A_mode_without_a_folder_is_told_at_the_start()
    {
        Should.Throw<StartException>(() => TrustedDocuments.Load(new() { Mode = TrustedDocumentsMode.Log }));
        Should.Throw<StartException>(() => TrustedDocuments.Load(new() { Folder = "nowhere", Mode = TrustedDocumentsMode.Enforce }));
    }

    private static TemporaryFolder TrustedFolder()
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("by-name.graphql"), "{ file: __typename }");
        File.WriteAllText(folder.File("relay.json"), "{\"relay-id\":\"{ relay: __typename }\"}");
        File.WriteAllText(folder.File("apollo.json"), "{\"format\":\"apollo-persisted-query-manifest\",\"operations\":[{\"id\":\"apollo-id\",\"body\":\"{ apollo: __typename }\"}]}");
        return folder;
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(object body)
    {
        using var response = await _http.PostAsJsonAsync("/graphql", body);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
