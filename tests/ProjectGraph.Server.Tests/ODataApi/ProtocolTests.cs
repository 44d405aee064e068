using System.Net;
using System.Text;
using System.Xml.Linq;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Headers, formats and documents: what a BI tool looks at before it asks for data.</summary>
public sealed class ProtocolTests(ODataServer server) : IClassFixture<ODataServer>
{
    private const string Mashup =
        "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    [Fact]
    [Clause("O-1")]
    public async Task The_service_document_lists_every_set()
    {
        var sets = await server.ColumnAsync("/", "name");
        sets.ShouldContain("Projects");
        sets.ShouldContain("GrowCrmProjects");
        foreach (var set in sets)
            (await server.SendAsync($"/{set}?$top=1")).StatusCode.ShouldBe(HttpStatusCode.OK, set);
    }

    [Theory]
    [InlineData(null, "application/xml")]
    [InlineData(Mashup, "application/xml")]
    [InlineData("application/xml", "application/xml")]
    [InlineData("application/json", "application/json")]
    [Clause("O-13"), Clause("A-1"), Clause("B-1")]
    public async Task Metadata_is_XML_wherever_XML_is_admitted(string? accept, string expected)
    {
        using var response = accept is null
            ? await server.SendAsync("/$metadata")
            : await server.SendAsync("/$metadata", ("Accept", accept));
        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
    }

    [Fact]
    public async Task Metadata_gives_precision_scale_and_length()
    {
        using var response = await server.SendAsync("/$metadata");
        var properties = XDocument
            .Parse(await response.Content.ReadAsStringAsync())
            .Descendants()
            .Where(element => element.Name.LocalName == "Property")
            .ToArray();
        var decimals = properties.Where(property => (string?)property.Attribute("Type") == "Edm.Decimal").ToArray();
        decimals.ShouldNotBeEmpty();
        decimals.ShouldAllBe(property => (string?)property.Attribute("Precision") == "19" && (string?)property.Attribute("Scale") == "4");
        properties
            .Where(property => property.Parent!.Name.LocalName == "EntityType")
            .ShouldAllBe(property => !((string)property.Attribute("Type")!).StartsWith("Collection"));
    }

    [Fact]
    [Clause("V-4"), Clause("M-9")]
    public async Task Json_metadata_is_there_for_its_format()
    {
        var csdl = await server.GetAsync("/$metadata?$format=json");
        csdl.GetProperty("$Version").GetString().ShouldBe("4.01");
        csdl.GetProperty("ProjectGraph").GetProperty("Project").GetProperty("$Kind").GetString().ShouldBe("EntityType");
    }

    [Theory]
    [InlineData("/Projects?$top=1", null, 200, "4.01")]
    [InlineData("/Projects?$top=1", "4.0", 200, "4.0")]
    [InlineData("/Projects?$top=1", "4.01", 200, "4.01")]
    [InlineData("/Projects?$filter=", "4.0", 400, "4.0")]
    [InlineData("/Nothing", "4.0", 404, "4.0")]
    [InlineData("/Projects", "3.0", 400, "4.01")]
    [InlineData("/Projects", "nonsense", 400, "4.01")]
    [Clause("O-4"), Clause("O-5"), Clause("B-2")]
    public async Task Every_answer_carries_its_version_once(string url, string? most, int status, string version)
    {
        using var response = most is null
            ? await server.SendAsync(url)
            : await server.SendAsync(url, ("OData-MaxVersion", most), ("MaxDataServiceVersion", "3.0"));
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("OData-Version").ShouldBe([version]);
    }

    [Fact]
    public async Task An_expanded_set_is_named_as_each_version_can_read_it()
    {
        var old = await server.GetAsync("/Projects?$expand=Tags&$top=1", ("OData-MaxVersion", "4.0"), ("Accept", Mashup));
        old.GetProperty("@odata.context").ShouldMatchSnapshot("4.0");
        var current = await server.GetAsync("/Projects?$expand=Tags&$top=1");
        current.GetProperty("@odata.context").ShouldMatchSnapshot("4.01");
        var nested = await server.GetAsync("/Projects?$select=Name&$expand=Tags($select=Tag)&$top=1", ("OData-MaxVersion", "4.0"));
        nested.GetProperty("@odata.context").ShouldMatchSnapshot("4.0 with selected columns");
    }

    [Fact]
    [Clause("O-2"), Clause("A-2"), Clause("M-1")]
    public async Task Metadata_levels_write_what_they_promise()
    {
        var none = await server.GetAsync("/Projects?$top=1&$select=Id", ("Accept", "application/json;odata.metadata=none"));
        none.ShouldMatchSnapshot("none");
        var full = await server.GetAsync("/Projects?$top=1&$select=Id,Mrr", ("Accept", "application/json;odata.metadata=full"));
        full.ShouldMatchSnapshot("full");
    }

    [Fact]
    public async Task Long_numbers_are_texts_for_readers_of_floating_point()
    {
        var answer = await server.GetAsync(
            "/Projects?$top=1&$select=Id,Mrr,Progress&$count=true",
            ("Accept", "application/json;IEEE754Compatible=true")
        );
        answer.ShouldMatchSnapshot();
    }

    [Fact]
    [Produces(nameof(ErrorCodes.NotAcceptable))]
    [Clause("O-5")]
    public async Task A_format_that_nobody_writes_is_not_acceptable()
    {
        (await server.SendAsync("/Projects", ("Accept", "text/html"))).StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await server.SendAsync("/Projects?$format=atom")).StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task A_head_request_has_the_length_and_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/odata/Projects?$top=1");
        using var response = await server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_ETag_is_answered_without_a_body()
    {
        using var first = await server.SendAsync("/Projects(1)");
        using var second = await server.SendAsync("/Projects(1)", ("If-None-Match", first.Headers.ETag!.ToString()));
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var other = await server.SendAsync("/Projects(1)", ("If-None-Match", "W/\"0\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whole_entities_carry_their_ETag_and_columns_of_a_feed_do_not()
    {
        (await server.GetAsync("/Projects?$top=1")).GetProperty("value")[0].GetProperty("@odata.etag").GetString().ShouldStartWith("W/\"");
        (await server.GetAsync("/Projects?$top=1&$select=Id")).GetProperty("value")[0].GetRawText().ShouldBe("""{"Id":1}""");
        (await server.GetAsync("/Projects(1)?$select=Id")).TryGetProperty("@odata.etag", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("PUT", "/Projects", "GET, HEAD, POST")]
    [InlineData("PUT", "/Projects(1)/SyncedAt", "GET, HEAD")]
    [InlineData("POST", "/Projects(1)/Name", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("POST", "/Projects(1)/Company/$ref", "GET, HEAD, PUT, DELETE")]
    [InlineData("PATCH", "/Projects(1)/Assignees/$ref", "GET, HEAD, POST, PUT, DELETE")]
    [InlineData("PUT", "/Projects(1)/Planhat/$ref", "GET, HEAD")]
    [InlineData("DELETE", "/Projects(1)/Tags", "GET, HEAD, POST, PUT")]
    [InlineData("DELETE", "/Companies(1)", "GET, HEAD")]
    [InlineData("POST", "/Projects(1)", "GET, HEAD, PATCH, PUT, DELETE")]
    [InlineData("GET", "/$batch", "POST")]
    [InlineData("GET", "/CreateProject", "POST")]
    [InlineData("GET", "/Projects(1)/ArchiveProject", "POST")]
    public async Task A_method_that_is_not_taken_is_told_which_are(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/odata" + path)
        {
            Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        using var response = await server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, await response.Content.ReadAsStringAsync());
        response.Content.Headers.Allow.Order().ShouldBe(allowed.Split(", ").Order());
    }

    [Fact]
    [Produces(nameof(ErrorCodes.ODataValidationFailed))]
    public async Task An_error_has_the_shape_of_the_protocol()
    {
        using var response = await server.SendAsync("/Projects?$filter=Nope eq 1");
        (await response.Content.ReadAsStringAsync()).ShouldMatchSnapshot();
    }

    [Theory]
    [InlineData("/", "GET, HEAD")]
    [InlineData("/$metadata", "GET, HEAD")]
    [InlineData("/$batch", "POST")]
    [InlineData("/Projects", "GET, HEAD, POST")]
    [InlineData("/Companies(1)/Projects", "GET, HEAD, POST")]
    [InlineData("/Projects(1)", "GET, HEAD, PATCH, PUT, DELETE")]
    [InlineData("/Companies(1)", "GET, HEAD")]
    [InlineData("/ProjectTags(1)", "GET, HEAD, DELETE")]
    [InlineData("/Projects(1)/ArchiveProject", "POST")]
    public async Task OPTIONS_tells_what_can_be_done(string path, string allowed)
    {
        using var response = await server.Client.SendAsync(new(HttpMethod.Options, "/odata" + path));
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Content.Headers.Allow.Order().ShouldBe(allowed.Split(", ").Append("OPTIONS").Order());
        response.Headers.GetValues("OData-Version").ShouldBe(["4.01"]);
    }

    [Theory]
    [InlineData("utf-8", 200)]
    [InlineData("iso-8859-1, *;q=0.5", 200)]
    [InlineData("iso-8859-1", 406)]
    [InlineData("utf-8;q=0", 406)]
    public async Task Answers_are_written_in_one_charset(string accepted, int status) =>
        ((int)(await server.SendAsync("/Projects?$top=1", ("Accept-Charset", accepted))).StatusCode).ShouldBe(status);

    [Theory]
    [InlineData("omit-values=nulls", null, "omit-values=nulls")]
    [InlineData("odata.omit-values=nulls", "4.0", "odata.omit-values=nulls")]
    public async Task Nulls_are_left_out_only_where_they_are_not_wanted(string preference, string? most, string applied)
    {
        using var response = await server.SendAsync(
            "/Projects(3)?$select=Id,Number,Name",
            ("Prefer", preference),
            ("OData-MaxVersion", most ?? "4.01")
        );
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("Number\":");
        response.Headers.GetValues("Preference-Applied").ShouldBe([applied]);
        (await server.GetAsync("/Projects(3)?$select=Id,Number"))
            .GetProperty("Number")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    [Clause("U-18")]
    public async Task Full_metadata_tells_the_actions_of_a_project()
    {
        var project = await server.GetAsync("/Projects(1)", ("Accept", "application/json;odata.metadata=full"));
        project
            .GetProperty("#ProjectGraph.ArchiveProject")
            .GetProperty("target")
            .GetString()
            .ShouldBe(server.Root + "Projects(1)/ProjectGraph.ArchiveProject");
        project.GetProperty("@odata.editLink").GetString().ShouldBe(server.Root + "Projects(1)");
    }

    [Theory]
    [InlineData("W/\"0\"", 200)]
    [InlineData("*", 304)]
    public async Task If_None_Match_is_answered_by_the_state_of_the_entity(string known, int status)
    {
        ((int)(await server.SendAsync("/Projects(1)", ("If-None-Match", known))).StatusCode).ShouldBe(status);
        // What is expanded may have changed without the project.
        ((int)(await server.SendAsync("/Projects(1)?$expand=Company", ("If-None-Match", known))).StatusCode).ShouldBe(200);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.UnknownSchemaVersion))]
    [Clause("M-4")]
    public async Task Another_version_of_the_schema_is_not_there()
    {
        (await server.SendAsync("/Projects?$top=1&$schemaversion=*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.SendAsync("/Projects(1)?$schemaversion=1.0")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = await server.SendAsync("/Projects?$top=1&$schemaversion=7");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Content.ReadAsStringAsync()).ShouldContain("UNKNOWN_SCHEMA_VERSION");
    }
}
