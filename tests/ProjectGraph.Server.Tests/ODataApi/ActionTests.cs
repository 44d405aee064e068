using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Every operation as an action, by what the metadata says of them.</summary>
[Collection(SharedServer.Name)]
public sealed class ActionTests(RunningServer server)
{
    [Fact]
    public async Task Every_operation_is_an_action_of_the_metadata()
    {
        var declared = (await ActionsAsync()).Select(action => action.Name).ToArray();
        var expected = VendorRegistry
            .BuiltIn.Operations.Select(operation => operation.Name)
            .Concat(VendorRegistry.BuiltIn.Unified.Select(operation => operation.Name))
            .ToArray();
        expected.Length.ShouldBe(29 + 14);
        declared.ShouldBe(expected.Select(name => char.ToUpperInvariant(name[0]) + name[1..]), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_action_can_be_called_by_either_name_with_and_without_a_body()
    {
        var projects = await ProjectsAsync();
        foreach (var action in await ActionsAsync())
        {
            var vendor = VendorRegistry
                .BuiltIn.Operations.FirstOrDefault(operation => operation.Name.Equals(action.Name, StringComparison.OrdinalIgnoreCase))
                ?.Vendor.ToString();
            var project = projects
                .First(pair =>
                    vendor is null
                    || pair.Vendor.Replace("_", "", StringComparison.Ordinal).Equals(vendor, StringComparison.OrdinalIgnoreCase)
                )
                .Id;
            foreach (var name in new[] { action.Name, "ProjectGraph." + action.Name })
            {
                var path = action.IsBound ? $"/odata/Projects({project})/{name}" : $"/odata/{name}";
                await CheckAsync(action, path, "{\"DryRun\":true}");
                // An empty body is one without parameters: only where it could not do anything is it sent.
                if (action.HasRequired)
                    await CheckAsync(action, path, null);
            }
        }
    }

    [Fact]
    public async Task A_parameter_of_the_wrong_type_is_named()
    {
        using var response = await PostAsync("/odata/CreateProject", """{"Name":7,"Nope":1}""");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement
            .Parse(await response.Content.ReadAsStringAsync())
            .GetProperty("error")
            .GetProperty("target")
            .GetString()
            .ShouldBe("Nope");
    }

    // What an operation may say to an input without its own fields: planned, refused by a coded error, never lost or broken.
    private async Task CheckAsync(DeclaredAction action, string path, string? body)
    {
        using var response = await PostAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.Headers.GetValues("OData-Version").ShouldHaveSingleItem();
        var json = JsonElement.Parse(text);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            json.GetProperty("@odata.context").GetString()!.ShouldEndWith("$metadata#Operations/$entity");
            json.GetProperty("State").GetString().ShouldBe("PLANNED", $"{action.Name} {text}");
        }
        else
        {
            ((int)response.StatusCode).ShouldBeOneOf([400, 501], $"{action.Name} {text}");
            json.GetProperty("error")
                .GetProperty("code")
                .GetString()
                .ShouldBeOneOf(
                    [
                        "INVALID_INPUT",
                        "REQUIRED_FIELD",
                        "UNSUPPORTED_OPERATION",
                        "UNSUPPORTED_FIELD",
                        "VENDOR_ACCOUNT_REQUIRED",
                        "VENDOR_VALIDATION",
                    ],
                    $"{action.Name} {text}"
                );
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Client.PostAsync(path, content);
    }

    private async Task<DeclaredAction[]> ActionsAsync()
    {
        var metadata = XDocument.Parse(await server.Client.GetStringAsync("/odata/$metadata"));
        var imports = metadata
            .Descendants()
            .Where(element => element.Name.LocalName == "ActionImport")
            .Select(import => (string)import.Attribute("Name")!)
            .ToHashSet();
        var actions = metadata
            .Descendants()
            .Where(element => element.Name.LocalName == "Action")
            .Select(action => new DeclaredAction(
                (string)action.Attribute("Name")!,
                (bool?)action.Attribute("IsBound") == true,
                action
                    .Elements()
                    .Any(element =>
                        element.Name.LocalName == "Parameter"
                        && (string?)element.Attribute("Nullable") == "false"
                        && (string)element.Attribute("Name")! != "project"
                    )
            ))
            .ToArray();
        actions.Where(action => !action.IsBound).ShouldAllBe(action => imports.Contains(action.Name));
        return actions;
    }

    private async Task<(long Id, string Vendor)[]> ProjectsAsync() =>
        [
            .. JsonElement
                .Parse(await server.Client.GetStringAsync("/odata/Projects?$select=Id,Vendor"))
                .GetProperty("value")
                .EnumerateArray()
                .Select(project => (project.GetProperty("Id").GetInt64(), project.GetProperty("Vendor").GetString()!)),
        ];

    private sealed record DeclaredAction(string Name, bool IsBound, bool HasRequired);
}
