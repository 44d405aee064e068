using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed partial class WritingTests
{
    [Fact]
    public async Task A_group_is_done_as_a_whole_and_may_build_on_itself()
    {
        var answers = await BatchAsync(
            $$$"""
            {"requests":[
              {"id":"new","atomicityGroup":"g","method":"POST","url":"Companies({{{await CompanyAsync()}}})/Projects","headers":{"Prefer":"return=minimal"},"body":{"Name":"In a group"}},
              {"id":"named","atomicityGroup":"g","method":"PATCH","url":"$new","headers":{"If-Match":"$new"},"body":{"Name":"Named in a group"}},
              {"id":"read","dependsOn":["g"],"method":"GET","url":"$new/Name"}]}
            """
        );
        answers.Select(answer => answer.GetProperty("status").GetInt32()).ShouldBe([204, 200, 200]);
        answers[2].GetProperty("body").GetProperty("value").GetString().ShouldBe("Named in a group");
    }

    [Fact]
    public async Task A_group_with_a_change_that_would_be_refused_sends_nothing()
    {
        var id = await CreateAsync("Before the group");
        var answers = await BatchAsync(
            $$$"""
            {"requests":[
              {"id":"1","atomicityGroup":"g","method":"PATCH","url":"Projects({{{id}}})","body":{"Name":"Never"}},
              {"id":"2","atomicityGroup":"g","method":"PATCH","url":"Projects({{{id}}})","body":{"Progress":5}},
              {"id":"3","dependsOn":["g"],"method":"GET","url":"Projects({{{id}}})"}]}
            """
        );
        answers.Select(answer => answer.GetProperty("status").GetInt32()).ShouldBe([424, 400, 424]);
        (await TextAsync($"/Projects({id})/Name/$value")).ShouldBe("Before the group");
    }

    [Fact]
    public async Task A_changeset_is_answered_as_one()
    {
        var id = await CreateAsync("Before the changeset");
        var done = await ChangesetAsync(
            ("PATCH", $"Projects({id})", """{"Name":"One"}"""),
            ("PATCH", $"Projects({id})", """{"Name":"Two"}""")
        );
        done.ShouldContain("Content-Type: multipart/mixed;boundary=changesetresponse_");
        done.Split("HTTP/1.1 200 OK").Length.ShouldBe(3);
        done.ShouldContain("Content-ID: 2");
        var refused = await ChangesetAsync(
            ("PATCH", $"Projects({id})", """{"Name":"Three"}"""),
            ("PATCH", $"Projects({id})", """{"Progress":7}""")
        );
        refused.ShouldNotContain("changesetresponse_");
        refused.Split("HTTP/1.1 ").Length.ShouldBe(2);
        refused.ShouldContain("HTTP/1.1 400 ");
        (await TextAsync($"/Projects({id})/Name/$value")).ShouldBe("Two");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.ChangeSetInterrupted))]
    public async Task A_changeset_that_breaks_at_the_vendor_says_what_was_done()
    {
        var (kept, gone) = (await CreateAsync("Kept"), await CreateAsync("Gone"));
        using var removal = new HttpRequestMessage(
            HttpMethod.Delete,
            $"/sandbox/planhat/projects/{await TextAsync($"/Projects({gone})/VendorId/$value")}"
        );
        removal.Headers.Authorization = new("Bearer", "sandbox");
        (await server.Client.SendAsync(removal)).EnsureSuccessStatusCode();
        var broken = await ChangesetAsync(
            ("PATCH", $"Projects({kept})", """{"Name":"Done"}"""),
            ("PATCH", $"Projects({gone})", """{"Name":"Too late"}""")
        );
        broken.ShouldContain("HTTP/1.1 502 ");
        broken.ShouldContain("CHANGE_SET_INTERRUPTED");
        broken.ShouldContain($"PATCH Projects({kept})");
        (await TextAsync($"/Projects({kept})/Name/$value")).ShouldBe("Done");
    }

    private async Task<JsonElement[]> BatchAsync(string body)
    {
        using var response = await SendAsync(HttpMethod.Post, "/$batch", body);
        return [.. (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("responses").EnumerateArray()];
    }

    private async Task<string> ChangesetAsync(params (string Method, string Url, string Body)[] changes)
    {
        var parts = changes.Select(
            (change, index) =>
                $"--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {index + 1}\r\n\r\n{change.Method} {change.Url} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{change.Body}\r\n"
        );
        using var content = new StringContent(
            $"--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n{string.Concat(parts)}--c--\r\n--b--\r\n"
        );
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed;boundary=b");
        using var response = await server.Client.PostAsync("/odata/$batch", content);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }
}
