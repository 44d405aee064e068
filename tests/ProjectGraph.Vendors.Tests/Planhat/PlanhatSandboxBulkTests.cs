namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatSandboxBulkTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_first_key_present_decides_and_lower_keys_are_plain_fields()
    {
        var answer = await Upsert("""[{"_id":"6101a50072c0e0884d5e8db1","sourceId":"s-1","externalId":"e-1"}]""");

        answer.Object["updatesKeys"].ShouldBeJson("""[{"_id":"6101a50072c0e0884d5e8db1","sourceId":"s-1","externalId":"e-1"}]""");
        (await _server.Send("GET", "/projects/srcid-s-1")).Object["externalId"]!.GetValue<string>().ShouldBe("e-1");
    }

    [Fact]
    public async Task SourceId_goes_before_externalId()
    {
        var answer = await Upsert("""[{"externalId":"e-new","sourceId":"0064x00000Alvdalen2"}]""");

        answer.Object["updated"]!.GetValue<int>().ShouldBe(1);
        answer.Object["modified"].ShouldBeJson("""["60228bae4a93f65f056d2412"]""");
    }

    [Fact]
    public async Task An_unmatched_higher_key_is_not_saved_by_a_lower_one()
    {
        var answer = await Upsert("""[{"sourceId":"nobody","externalId":"url/123","name":"x","companyId":"extid-tenet"}]""");

        answer.Status.ShouldBe(400);
        answer
            .Object["createdErrors"]
            .ShouldBeJson(
                """[{"item":{"sourceId":"nobody","externalId":"url/123"},"message":"Project validation failed: externalId 'url/123' is a duplicate"}]"""
            );
    }

    [Fact]
    public async Task An_unmatched_id_with_name_and_company_is_created_under_it()
    {
        var answer = await Upsert("""[{"_id":"6101A50072C0E0884D5E8DFF","name":"x","companyId":"extid-tenet"}]""");

        answer.Object["upsertedIds"].ShouldBeJson("""["6101a50072c0e0884d5e8dff"]""");
        (await _server.Send("GET", "/projects/6101a50072c0e0884d5e8dff")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_unmatched_id_alone_is_silently_nothing()
    {
        var answer = await Upsert("""[{"_id":"6101a50072c0e0884d5e8dff","mrr":1}]""");

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(
            """
            {"created":0,"createdErrors":[],"insertsKeys":[],"updated":0,"updatedErrors":[],"updatesKeys":[],"nonupdates":0,
             "modified":[],"upsertedIds":[],"permissionErrors":[]}
            """
        );
    }

    [Fact]
    public async Task Two_new_items_with_one_key_are_a_create_and_its_update()
    {
        var answer = await Upsert(
            """[{"externalId":"twin","name":"a","companyId":"extid-tenet"},{"externalId":"twin","name":"b"},{"externalId":"twin","name":"b"}]"""
        );

        answer.Object["created"]!.GetValue<int>().ShouldBe(1);
        answer.Object["updated"]!.GetValue<int>().ShouldBe(1);
        answer.Object["nonupdates"]!.GetValue<int>().ShouldBe(1);
        answer.Object["insertsKeys"]![0]!["externalId"]!.GetValue<string>().ShouldBe("twin");
        (await _server.Send("GET", "/projects/extid-twin")).Object["name"]!.GetValue<string>().ShouldBe("b");
    }

    [Fact]
    public async Task Some_bad_items_make_a_206_and_the_good_ones_are_kept()
    {
        var answer = await Upsert(
            """
            [{"name":"no company"}, {"externalId":"good","name":"Good","companyId":"srcid-0014x00000TenetEU"}, 5,
             {"externalId":"url/123","mrr":"much"}, {"_id":"short"}, {"externalId":9}]
            """
        );

        answer.Status.ShouldBe(206);
        answer.Object["created"]!.GetValue<int>().ShouldBe(1);
        answer.Object["createdErrors"]!.AsArray().Count.ShouldBe(3);
        answer.Object["updatedErrors"]!.AsArray().Count.ShouldBe(2);
        (await _server.Send("GET", "/projects/extid-good")).Object["companyId"]!.GetValue<string>().ShouldBe("609975100b73992504810554");
        (await _server.Send("GET", "/projects/extid-url%2F123")).Object.ContainsKey("mrr").ShouldBeFalse();
    }

    [Fact]
    public async Task Only_bad_items_make_a_400_with_the_counters()
    {
        var answer = await Upsert("""[{"name":"no company"},{"externalId":"nobody"}]""");

        answer.Status.ShouldBe(400);
        answer.Object["createdErrors"]!.AsArray().Count.ShouldBe(2);
        answer.Object["created"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_array_is_a_200() => (await Upsert("[]")).Status.ShouldBe(200);

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[")]
    public async Task A_body_that_is_not_an_array_is_a_400(string body) => (await Upsert(body)).Status.ShouldBe(400);

    private Task<ReceivedResponse> Upsert(string items) => _server.Send("PUT", "/projects", items);
}
