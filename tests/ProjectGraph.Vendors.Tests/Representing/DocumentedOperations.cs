using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Representing;

/// <summary>Provides an input for every documented operation that succeeds with the sandboxes' examples.</summary>
internal static class DocumentedOperations
{
    /// <param name="Project">The vendor's id of the project that the operation acts on; null if it takes none.</param>
    /// <param name="Statuses">The statuses of documented and known refusals. A 5xx counts as a lost response, which has its own tests.</param>
    public sealed record Case(string Name, Vendor Vendor, string? Project, object Input, int[] Statuses);

    private const string Acme = "61006bc89a3e0b702ed8ea49";
    private const string Space = "ccdaa098-7758-11ee-a909-1397b0b24186";
    private const string Report = "d4d780ae-7758-11ee-9f6f-2b890065fae6";

    private static readonly int[] Heatpunk = [400, 401, 403, 404];
    private static readonly int[] Planhat = [400, 403];
    private static readonly int[] GrowCrm = [401, 404, 422];
    private static readonly int[] CoreData = [400, 401, 403, 404];
    private static readonly int[] Productive = [400, 401, 403, 404, 415, 422, 429];

    public static IReadOnlyList<Case> Writes { get; } =
    [
        new("createHeatpunkProject", Vendor.Heatpunk, null, new { owner = "sales@example.com", projectName = "New" }, Heatpunk),
        new("updateHeatpunkProject", Vendor.Heatpunk, "986206", new { status = "COMPLETED" }, Heatpunk),
        new("createPlanhatProject", Vendor.Planhat, null, new { name = "New", companyId = Acme }, Planhat),
        new("updatePlanhatProject", Vendor.Planhat, "6101a50072c0e0884d5e8db1", new { name = "Big project" }, Planhat),
        new("deletePlanhatProject", Vendor.Planhat, "6101a50072c0e0884d5e8db1", new { }, Planhat),
        new(
            "bulkUpsertPlanhatProjects",
            Vendor.Planhat,
            null,
            new { projects = new object[] { new { name = "New", companyId = Acme } } },
            Planhat
        ),
        new(
            "createGrowCrmProject",
            Vendor.GrowCrm,
            null,
            new
            {
                projectClientid = 12L,
                projectTitle = "New",
                projectDateStart = "2026-06-01",
                projectCategoryid = 3L,
            },
            GrowCrm
        ),
        new("updateGrowCrmProject", Vendor.GrowCrm, "42", new { projectTitle = "New title" }, GrowCrm),
        new("deleteGrowCrmProject", Vendor.GrowCrm, "42", new { }, GrowCrm),
        new("assignGrowCrmProject", Vendor.GrowCrm, "42", new { assigned = new object[] { 5L, 8L } }, GrowCrm),
        new("setGrowCrmProjectManager", Vendor.GrowCrm, "42", new { manager = 5L }, GrowCrm),
        new("changeGrowCrmProjectStatus", Vendor.GrowCrm, "42", new { status = "ON_HOLD" }, GrowCrm),
        new("updateGrowCrmProjectProgress", Vendor.GrowCrm, "42", new { progress = 60 }, GrowCrm),
        new("setGrowCrmProjectTags", Vendor.GrowCrm, "42", new { tags = new object[] { "q3" } }, GrowCrm),
        new("archiveGrowCrmProject", Vendor.GrowCrm, "42", new { }, GrowCrm),
        new("restoreGrowCrmProject", Vendor.GrowCrm, "42", new { }, GrowCrm),
        new("stopGrowCrmProjectTimers", Vendor.GrowCrm, "42", new { }, GrowCrm),
        new("cloneGrowCrmProject", Vendor.GrowCrm, "42", new { projectTitle = "Copy" }, GrowCrm),
        new("createCoreDataProject", Vendor.CoreData, null, new { space = Space, title = "New" }, CoreData),
        new("updateCoreDataProject", Vendor.CoreData, Report, new { title = "Updated project" }, CoreData),
        new("deleteCoreDataProject", Vendor.CoreData, Report, new { }, CoreData),
        new("addCoreDataProjectContact", Vendor.CoreData, Report, new { contactId = "00ca5976-780c-11ee-9095-17836a4f851d" }, CoreData),
        new(
            "createProductiveProject",
            Vendor.Productive,
            null,
            new
            {
                name = "New",
                companyId = "2530",
                projectManagerId = "3539",
                workflowId = "741",
            },
            Productive
        ),
        new("updateProductiveProject", Vendor.Productive, "657", new { name = "new name" }, Productive),
        new("archiveProductiveProject", Vendor.Productive, "664", new { }, Productive),
        new("restoreProductiveProject", Vendor.Productive, "666", new { }, Productive),
        new("deleteProductiveProject", Vendor.Productive, "667", new { }, Productive),
        new(
            "copyProductiveProject",
            Vendor.Productive,
            "669",
            new
            {
                name = "This is a name",
                projectTypeId = 2,
                companyId = "2568",
            },
            Productive
        ),
        new(
            "changeProductiveProjectWorkflow",
            Vendor.Productive,
            "688",
            new
            {
                workflowId = "782",
                map = new Dictionary<string, object?>
                {
                    ["883"] = 887,
                    ["884"] = 888,
                    ["885"] = 887,
                },
            },
            Productive
        ),
    ];

    public static IReadOnlyList<Case> Reads { get; } =
    [
        new(
            "heatpunkProjects",
            Vendor.Heatpunk,
            null,
            new
            {
                userEmail = "sales@example.com",
                start = "2025-05-22",
                end = "2025-11-22",
            },
            Heatpunk
        ),
        new("planhatProjects", Vendor.Planhat, null, new { limit = 2 }, Planhat),
        new("planhatProject", Vendor.Planhat, null, new { id = "609a88660b73992504816060" }, Planhat),
        new("growCrmProjects", Vendor.GrowCrm, null, new { limit = 2 }, GrowCrm),
        new("growCrmProject", Vendor.GrowCrm, null, new { id = "42" }, GrowCrm),
        new("coreDataProjects", Vendor.CoreData, null, new { limit = 2 }, CoreData),
        new("coreDataProject", Vendor.CoreData, null, new { id = Report }, CoreData),
        new("coreDataSpaceProjects", Vendor.CoreData, null, new { spaceId = Space }, CoreData),
        new("productiveProjects", Vendor.Productive, null, new { pageSize = 2 }, Productive),
        new("productiveProject", Vendor.Productive, null, new { id = "648" }, Productive),
    ];
}
