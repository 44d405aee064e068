using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.Tests.SixthVendor;

/// <summary>A vendor that the program does not know: a title, a state, a colour.</summary>
internal sealed class TinyConnector : VendorConnector
{
    public const Vendor Number = (Vendor)106;

    private const string ApiKey = "ApiKey";
    private const FieldUse Whole = FieldUse.Read | FieldUse.Create | FieldUse.Update;

    public override Vendor Vendor => Number;
    public override EnumMember Member { get; } = new("TINY", "Tiny: three fields and no more.", (long)Number, Number);
    public override string Name => "Tiny";
    public override string InputName => "tiny";
    public override Uri Documentation { get; } = new("https://tiny.example.com/docs");
    public override Uri? DefaultBaseUrl => null;
    public override string SandboxPath => "sandbox/tiny/v1/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [ApiKey] = TinySandbox.Key };
    public override IReadOnlyList<VendorOperation> Operations { get; } =
    [TinyOperations.Create, TinyOperations.Update, TinyOperations.Delete];
    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new TinyProjectsRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => TinyUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields { get; } =
    [
        new("name", Whole | FieldUse.Required),
        new("vendorStatus", Whole),
        new("status", FieldUse.Read, "Give 'vendorStatus'."),
        new("customFields", FieldUse.Read, "The colour: give 'tiny'."),
    ];
    public override Type ProjectInput => typeof(TinyProjectInput);
    public override IReadOnlySet<string> DocumentFields { get; } = new HashSet<string> { "id", "title", "state", "colour" };

    public override ISyncSource CreateSync(VendorChannel channel) => new TinySync(channel);

    public override async Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) =>
        await channel.FindAsync(new("GET", "projects/" + VendorRequest.EscapeSegment(vendorId)), cancellationToken) is { } answer
            ? TinyMapping.Project(answer.Json(), channel.Time.GetUtcNow())
            : null;

    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer) =>
        [new(RefusalCodes.FromStatus(answer.Status), answer.Text is { Length: > 0 } text ? text : $"Tiny answered {answer.Status}.")];

    protected override JsonObject Represent(Project project, VendorAccountSettings? settings) => TinyMapping.Document(project);

    protected override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new(TinySandbox.Header, settings.Credential(ApiKey))];
}

/// <summary>Page by page, each after the last one's id.</summary>
internal sealed class TinySync(VendorChannel channel) : ISyncSource
{
    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(
        string? cursor,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        do
        {
            var answer = await channel.GetAsync(TinyMapping.List(cursor), cancellationToken);
            cursor = answer.Json().GetProperty("next").GetString();
            yield return new([.. TinyMapping.Projects(answer.Json(), channel.Time.GetUtcNow())], [], [], [], cursor);
        } while (cursor is not null);
    }
}

/// <summary>Tiny's documents as projects and back. There is no typed extension: the colour is a custom field.</summary>
internal static class TinyMapping
{
    private const string Colour = "colour";

    public static VendorRequest List(string? after) => new("GET", "projects") { Query = after is null ? [] : [new("after", after)] };

    public static IEnumerable<Project> Projects(JsonElement page, DateTimeOffset now) =>
        page.GetProperty("projects").EnumerateArray().Select(each => Project(each, now));

    public static Project Project(JsonElement document, DateTimeOffset now)
    {
        var state = document.GetProperty("state").GetString();
        var project = new Project
        {
            Vendor = TinyConnector.Number,
            VendorId = document.GetProperty("id").GetString()!,
            Name = document.GetProperty("title").GetString()!,
            VendorStatus = state,
            Status = state switch
            {
                "open" => ProjectStatus.InProgress,
                "done" => ProjectStatus.Completed,
                _ => ProjectStatus.Unknown,
            },
            SyncedAt = now,
            Document = document.GetRawText(),
        };
        if (document.GetProperty(Colour).GetString() is not { } colour)
            return project;
        project.CustomFields.Add(new() { Name = Colour, Value = colour });
        project.CustomFieldsJson = new JsonObject { [Colour] = colour }.ToJsonString();
        return project;
    }

    public static JsonObject Document(Project project) =>
        new()
        {
            ["id"] = project.VendorId,
            ["title"] = project.Name,
            ["state"] = project.Status == ProjectStatus.Completed ? "done" : "open",
            [Colour] = project.CustomFields.FirstOrDefault(field => field.Name == Colour)?.Value,
        };
}
