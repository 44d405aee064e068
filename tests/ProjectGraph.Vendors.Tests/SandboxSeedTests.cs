using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests;

public sealed class SandboxSeedTests
{
    private static readonly string[] Optional =
    [
        "externalId",
        "sourceId",
        "currency",
        "startDate",
        "endDate",
        "mrr",
        "arr",
        "nrr",
        "custom",
    ];

    [Fact]
    public void The_random_stream_is_splitmix64()
    {
        var seed = new SandboxSeed("planhat", 1);

        new[] { seed.Next(), seed.Next(), seed.Next() }.ShouldBe([10276368968884430776UL, 10833404084168056925UL, 6766470702616009291UL]);
    }

    [Fact]
    public void The_same_number_gives_the_same_data_and_another_vendor_another_stream()
    {
        Text(Planhat(200)).ShouldBe(Text(Planhat(200)));
        new SandboxSeed("planhat", 1).Next().ShouldNotBe(new SandboxSeed("heatpunk", 1).Next());
    }

    [Fact]
    public void Planhats_200_projects_have_not_changed()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(Planhat(200)))));

        // A change of the generator changes data that users of the sandbox know. Change this hash only on purpose.
        hash.ShouldBe("9cd7a18cc8c6cfb74f1f4dbf13efeeb39c3084ae0142c8b99b45cebcfcc8350e");
    }

    [Fact]
    public void Every_optional_field_is_there_in_some_projects_and_absent_in_others_and_never_null()
    {
        var projects = Planhat(200).Skip(4).ToList();

        projects.Count.ShouldBe(200);
        foreach (var name in Optional)
            projects.Count(project => project.ContainsKey(name)).ShouldBeInRange(20, 180, name);
        projects.SelectMany(project => project).ShouldAllBe(member => member.Value != null);
        projects.ShouldContain(project => Amount(project) < 0);
        projects.ShouldContain(project => Amount(project) % 1 != 0);
        projects.ShouldContain(project => Amount(project) == 0);
        projects.Select(project => project["currency"].Text()).Distinct().Count().ShouldBeGreaterThan(3);
        projects.Select(project => project["companyId"].Text()).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Custom_fields_have_every_kind_of_json_value()
    {
        var kinds = Planhat(200)
            .Select(project => project["custom"])
            .OfType<JsonObject>()
            .SelectMany(custom => custom)
            .Select(member => member.Value?.GetValueKind().ToString() ?? "Null")
            .Distinct();

        kinds.Order().ShouldBe(["Array", "False", "Null", "Number", "Object", "String", "True"]);
    }

    [Fact]
    public void The_names_contain_edge_cases_for_careless_code()
    {
        var names = Planhat(200).Select(project => project["name"].Text()!).ToList();

        names.ShouldContain(name => name.Contains('\u00e9'));
        names.ShouldContain(name => name.Contains("e\u0301", StringComparison.Ordinal));
        names.ShouldContain(name => name.Contains('"'));
        names.ShouldContain(name => name.Contains('\''));
        names.ShouldContain(name => name.Contains('\\'));
        names.ShouldContain(name => name.Any(character => character >= '\u0590' && character <= '\u05FF'));
        names.ShouldContain(name => name.EnumerateRunes().Any(rune => rune.Value > 0xFFFF));
        names.ShouldContain(name => name.Any(character => character >= '\uE000'));
    }

    [Fact]
    public void Ids_and_keyables_are_unique()
    {
        var projects = Planhat(500);

        foreach (var name in new[] { "_id", "externalId", "sourceId" })
        {
            var values = projects.Select(project => project[name].Text()).OfType<string>().ToList();
            values.Distinct().Count().ShouldBe(values.Count, name);
        }
    }

    [Fact]
    public void People_differ_in_mail_and_user_name_which_are_plain_ascii()
    {
        var people = Enumerable.Range(0, 144).Select(SandboxNames.GetPerson).ToList();

        people.Select(person => person.Email).Distinct().Count().ShouldBe(144);
        people.ShouldAllBe(person =>
            person.Email.All(character => char.IsAsciiLetterLower(character) || character == '.' || character == '@')
        );
    }

    private static List<JsonObject> Planhat(int projects)
    {
        var store = new SandboxStore("planhat");
        return store.Run(() =>
        {
            new ProjectGraph.Sandbox.Planhat.PlanhatSandbox().Seed(store, new("planhat", projects));
            return store["projects"].Rows.ToList();
        });
    }

    private static decimal? Amount(JsonObject project) => project["mrr"]?.GetValue<decimal>();

    private static string Text(List<JsonObject> documents) =>
        SandboxJson.Write(new JsonArray([.. documents.Select(document => document.DeepClone())]));
}
