using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Heatpunk;

/// <summary>Handles the requests about projects.</summary>
internal static class HeatpunkSandboxProjects
{
    public const string Projects = "projects";
    public const string IdCounter = "projectId";
    private const string DayFormat = "yyyy-MM-dd";

    // The fields of a list, in the document's order. buildDate, customerEmail, customerPhone and crmReference are accepted but not
    // returned.
    private static readonly string[] ListedFields =
    [
        "ID",
        "owner",
        "dateCreated",
        "dateModified",
        "projectName",
        "customerName",
        "address",
        "postcode",
        "lat",
        "lng",
        "status",
    ];

    // The fields that Easy PV's "Get project data" recommends, then those that this document can set.
    private static readonly string[] DataFields =
    [
        "lat",
        "lng",
        "address",
        "postcode",
        "dateCreated",
        "dateModified",
        "customerName",
        "customerPhone",
        "customerEmail",
        "projectName",
        "ID",
        "owner",
        "status",
        "buildDate",
        "crmReference",
    ];

    /// <summary>POST /projects/create. The response is documented as "a JSON object containing a projectId".</summary>
    public static SandboxResponse Create(SandboxRequest request)
    {
        var body = request.JsonObject();
        var owner = HeatpunkSandboxTeam.ReadOwner(body);
        var project = New(request.Now);
        HeatpunkSandboxMeta.Merge(project, body["meta"]);
        project["owner"] = HeatpunkSandboxTeam.GetMember(request, owner)["id"]!.DeepClone();
        var id = request.Store.Next(IdCounter);
        project["ID"] = id;
        Put(request.Store, project);
        return SandboxResponse.Ok(new JsonObject { ["status"] = "success", ["projectId"] = id });
    }

    /// <summary>
    /// POST /projects/list: by creation day, both days included. In the example, the modification time is outside the range.
    /// </summary>
    public static SandboxResponse List(SandboxRequest request)
    {
        var body = request.JsonObject();
        var email = HeatpunkSandboxTeam.ReadUserEmail(body);
        var (start, end) = (ReadDay(body, "start"), ReadDay(body, "end"));
        if (string.CompareOrdinal(start, end) > 0)
            throw new SandboxException(400, "start must not be after end.");
        var member = HeatpunkSandboxTeam.GetMember(request, email);
        var rows = request
            .List(Projects)
            .Where(project =>
                project["dateCreated"].Text()![..DayFormat.Length] is var day
                && string.CompareOrdinal(day, start) >= 0
                && string.CompareOrdinal(day, end) <= 0
            )
            .Where(project => HeatpunkSandboxTeam.CanSee(request.Store, member, project))
            .OrderBy(project => project["dateCreated"].Text(), StringComparer.Ordinal)
            .ThenBy(project => project["ID"]!.GetValue<long>());
        return SandboxResponse.Ok(
            new JsonObject
            {
                ["status"] = "success",
                ["projects"] = new JsonArray([.. rows.Select(project => SelectFields(project, ListedFields))]),
                // The response uses the old name even if the request used userEmail.
                ["ownerEmail"] = email,
                ["ownerID"] = member["id"]!.DeepClone(),
            }
        );
    }

    /// <summary>PATCH /projects/update: merges, and responds without a body. The owner cannot be changed.</summary>
    public static SandboxResponse Update(SandboxRequest request)
    {
        var body = request.JsonObject();
        if (body["projectId"] is not { } id)
            throw new SandboxException(400, "projectId is required.");
        if (!id.IsNumber())
            throw new SandboxException(400, "projectId must be a number.");
        var email = HeatpunkSandboxTeam.ReadUserEmail(body);
        if (body["data"] is not { } given)
            throw new SandboxException(400, "data is required.");
        if (given is not JsonObject changes)
            throw new SandboxException(400, "data must be an object.");
        var project = GetVisibleProject(request, email, id.GetValue<double>().ToString("R", CultureInfo.InvariantCulture));
        HeatpunkSandboxMeta.Merge(project, changes["meta"]);
        project["dateModified"] = FormatInstant(request.Now);
        Put(request.Store, project);
        return new(204);
    }

    /// <summary>GET /projects/data, from the help pages that Heatpunk shares with Easy PV. There, components are "always empty".</summary>
    public static SandboxResponse GetData(SandboxRequest request)
    {
        if (request.Argument("projectId") is not { Length: > 0 } id)
            throw new SandboxException(400, "projectId is required.");
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new SandboxException(400, "projectId must be a number.");
        var email = request.Argument("userEmail") ?? request.Argument("ownerEmail");
        if (string.IsNullOrEmpty(email))
            throw new SandboxException(400, "userEmail is required.");
        var project = SelectFields(GetVisibleProject(request, email, HeatpunkSandboxTeam.FormatId(number)), DataFields);
        // The bill of materials is created when a user opens the project's overview page, which never happens here.
        project["projectType"] = null;
        project["cart"] = new JsonArray();
        project["midsummerOrderLink"] = new JsonArray();
        return SandboxResponse.Ok(new JsonObject { ["projectData"] = project, ["projectComponents"] = new JsonObject() });
    }

    /// <summary>Creates a project before its <c>meta</c> is merged. The owner and the ID are set later.</summary>
    public static JsonObject New(DateTimeOffset created) =>
        new()
        {
            ["ID"] = 0L,
            ["owner"] = 0L,
            ["dateCreated"] = FormatInstant(created),
            ["dateModified"] = FormatInstant(created),
            ["projectName"] = HeatpunkSandboxMeta.DefaultName(created),
            ["customerName"] = "",
            ["address"] = "",
            ["postcode"] = "",
            ["lat"] = null,
            ["lng"] = null,
            ["status"] = HeatpunkSandboxMeta.Statuses[0],
            ["buildDate"] = null,
            ["customerEmail"] = "",
            ["customerPhone"] = "",
            ["crmReference"] = "",
            ["sharedWith"] = new JsonArray(),
        };

    public static void Put(SandboxStore store, JsonObject project) =>
        store[Projects].Put(HeatpunkSandboxTeam.FormatId(project["ID"]!.GetValue<long>()), project);

    /// <summary>Formats a time as the examples do: whole seconds with three zeros.</summary>
    public static string FormatInstant(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    private static JsonObject GetVisibleProject(SandboxRequest request, string email, string id)
    {
        var member = HeatpunkSandboxTeam.GetMember(request, email);
        var project = request.Store[Projects].Get(id) ?? throw new SandboxException(404, $"There is no project {id}.");
        return HeatpunkSandboxTeam.CanSee(request.Store, member, project)
            ? project
            : throw new SandboxException(403, $"{email} has no access to project {id}.");
    }

    private static string ReadDay(JsonObject body, string name)
    {
        if (body[name] is not { } value)
            throw new SandboxException(400, $"{name} is required.");
        return value.Text() is { } text && DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : throw new SandboxException(400, $"{name} must be a date in the format YYYY-MM-DD.");
    }

    private static JsonObject SelectFields(JsonObject project, string[] names) =>
        new(names.Select(name => KeyValuePair.Create(name, project[name]?.DeepClone())));
}
