namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatSandboxWriteTests : IAsyncLifetime
{
    private const string Sap = "/projects/609a88660b73992504816060";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Custom_is_merged_per_key_and_keeps_every_kind_of_value()
    {
        var answer = await _server.Send("PUT", Sap, """{"custom":{"Logins":3,"New 🙂":{"a":[1,null,true]},"Gone":null}}""");

        answer
            .Object["custom"]
            .ShouldBeJson(
                """
                {"Notes":"","Product":["Product A"],"Days in Phase":0,"NRR30":0,"t123":"undefined","Logins":3,"Renewal in days":-1,
                 "Activity Count":0,"Week No":29.285714285714285,"New 🙂":{"a":[1,null,true]},"Gone":null}
                """
            );
    }

    [Fact]
    public async Task Null_unsets_a_field_so_that_its_key_is_gone()
    {
        var answer = await _server.Send("PUT", Sap, """{"mrr":null,"startDate":null}""");

        answer.Object.Select(member => member.Key).ShouldBe(["_id", "companyId", "companyName", "name", "__v", "custom"]);
    }

    [Fact]
    public async Task An_empty_custom_object_on_create_stays_absent() =>
        (await _server.Send("POST", "/projects", """{"name":"x","companyId":"extid-tenet","custom":{},"arr":null}"""))
            .Object.Select(member => member.Key)
            .ShouldBe(["_id", "name", "companyId", "companyName", "__v"]);

    [Fact]
    public async Task Changing_the_company_changes_the_companys_name()
    {
        var answer = await _server.Send("PUT", Sap, """{"companyId":"extid-alvdalen"}""");

        answer.Object["companyId"]!.GetValue<string>().ShouldBe("6022884d40bd001fb4b6e554");
        answer.Object["companyName"]!.GetValue<string>().ShouldBe("Älvdalen Skolor");
    }

    [Fact]
    public async Task Renaming_a_company_renames_it_in_its_projects_only()
    {
        await _server.Send("PUT", "/companies/609975100b73992504810554", """{"name":"Tenet EU"}""");

        (await _server.Send("GET", Sap)).Object["companyName"]!.GetValue<string>().ShouldBe("Tenet EU");
        (await _server.Send("GET", "/projects/6101a50072c0e0884d5e8db1")).Object["companyName"]!.GetValue<string>().ShouldBe("Tenet");
    }

    [Fact]
    public async Task What_is_not_the_callers_to_set_is_ignored()
    {
        var answer = await _server.Send(
            "PUT",
            Sap,
            """{"_id":"6101a50072c0e0884d5e8db1","companyName":"Mine","__v":9,"colour":"red","name":"SAP"}"""
        );

        answer.Object["_id"]!.GetValue<string>().ShouldBe("609a88660b73992504816060");
        answer.Object["companyName"]!.GetValue<string>().ShouldBe("Tenet");
        answer.Object["__v"]!.GetValue<int>().ShouldBe(0);
        answer.Object.ContainsKey("colour").ShouldBeFalse();
        answer.Object["name"]!.GetValue<string>().ShouldBe("SAP");
    }

    [Theory]
    [InlineData("2021-07-26", "2021-07-26T00:00:00.000Z")]
    [InlineData("2021-07-26T06:00:00+02:00", "2021-07-26T04:00:00.000Z")]
    [InlineData("2021-07-26T04:00:00", "2021-07-26T04:00:00.000Z")]
    public async Task Dates_are_answered_in_utc_to_the_millisecond(string given, string answered) =>
        (await _server.Send("PUT", Sap, $$"""{"endDate":"{{given}}"}""")).Object["endDate"]!.GetValue<string>().ShouldBe(answered);

    [Fact]
    public async Task Text_is_answered_as_raw_utf8_and_unchanged()
    {
        const string name = "\uE000 e\u0301 \u00e9 \U0001F680 \u05e9";

        var answer = await _server.Send("PUT", Sap, $$"""{"name":"{{name}} \"q\" \\ \n\t\u0007"}""");

        answer.Text.ShouldContain(name + " \\\"q\\\" \\\\ \\n\\t\\u0007");
        answer.Object["name"]!.GetValue<string>().ShouldBe(name + " \"q\" \\ \n\t\a");
    }

    [Fact]
    public async Task Of_a_name_given_twice_the_last_counts() =>
        (await _server.Send("PUT", Sap, """{"name":"first","name":"last"}""")).Object["name"]!.GetValue<string>().ShouldBe("last");

    [Fact]
    public async Task A_changed_keyable_is_found_under_its_new_value_only()
    {
        await _server.Send("PUT", Sap, """{"externalId":"extid-50%/é"}""");
        (await _server.Send("GET", "/projects/extid-extid-50%25%2F%C3%A9")).Object["name"]!.GetValue<string>().ShouldBe("SAP Integration");

        await _server.Send("PUT", Sap, """{"externalId":"other"}""");

        (await _server.Send("GET", "/projects/extid-extid-50%25%2F%C3%A9")).Status.ShouldBe(400);
        (await _server.Send("GET", "/projects/extid-other")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Companies_have_the_same_operations()
    {
        var created = await _server.Send("POST", "/companies", """{"name":"Acme","externalId":"acme","status":"prospect"}""");
        created.Status.ShouldBe(200);
        created.Object["__v"]!.GetValue<int>().ShouldBe(0);
        (await _server.Send("POST", "/companies", """{"externalId":"nameless"}""")).Status.ShouldBe(400);
        (await _server.Send("PUT", "/companies/extid-acme", """{"status":"nonsense"}""")).Status.ShouldBe(400);
        (await _server.Send("PUT", "/companies/extid-acme", """{"phase":"Adoption"}""")).Object["phase"]!
            .GetValue<string>()
            .ShouldBe("Adoption");
        (await _server.Send("GET", "/companies?sort=-name&limit=1")).Array[0]!["name"]!.GetValue<string>().ShouldBe("Älvdalen Skolor");
        (await _server.Send("PUT", "/companies", """[{"externalId":"acme","name":"Acme 2"}]""")).Object["updated"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await _server.Send("DELETE", $"/companies/{created.Object["_id"]}")).Object["n"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Lean_companies_are_all_companies_with_what_identifies_them()
    {
        (await _server.Send("GET", "/leancompanies")).Json.ShouldBeJson(
            """
            [{"_id":"6022884d40bd001fb4b6e554","name":"Älvdalen Skolor","externalId":"alvdalen"},
             {"_id":"609975100b73992504810554","name":"Tenet","sourceId":"0014x00000TenetEU"},
             {"_id":"61006bc89a3e0b702ed8ea49","name":"Tenet","externalId":"tenet","sourceId":"0014x00000TenetUS"}]
            """
        );
        (await _server.Send("GET", "/leancompanies?externalId=tenet")).Array.Count.ShouldBe(1);
    }
}
