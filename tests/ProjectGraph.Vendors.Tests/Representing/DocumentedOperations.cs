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

    private static readonly int[] heatpunk = [400, 401, 403, 404];
    private static readonly int[] planhat = [400, 403];
    private static readonly int[] growCrm = [401, 404, 422];
    private static readonly int[] coreData = [400, 401, 403, 404];
    private static readonly int[] productive = [400, 401, 403, 404, 415, 422, 429];

    public static IReadOnlyList<Case> Writes { get; } =
    [
        new("createHeatpunkProject", Vendor.Heatpunk, null, new { owner = "sales@example.com", projectName = "New" }, heatpunk),
        new("updateHeatpunkProject", Vendor.Heatpunk, "986206", new { status = "COMPLETED" }, heatpunk),
        new("createPlanhatProject", Vendor.Planhat, null, new { name = "New", companyId = Acme }, planhat),
        new("updatePlanhatProject", Vendor.Planhat, "6101a50072c0e0884d5e8db1", new { name = "Big project" }, planhat),
        new("deletePlanhatProject", Vendor.Planhat, "6101a50072c0e0884d5e8db1", new { }, planhat),
        new("bulkUpsertPlanhatProjects", Vendor.Planhat, null, new { projects = new object[] { new { name = "New", companyId = Acme } } }, planhat),
        new("createGrowCrmProject", Vendor.GrowCrm, null,
            new { projectClientid = 12L, projectTitle = "New", projectDateStart = "2026-06-01", projectCategoryid = 3L }, growCrm),
        new("updateGrowCrmProject", Vendor.GrowCrm, "42", new { projectTitle = "New title" }, growCrm),
        new("deleteGrowCrmProject", Vendor.GrowCrm, "42", new { }, growCrm),
        new("assignGrowCrmProject", Vendor.GrowCrm, "42", new { assigned = new object[] { 5L, 8L } }, growCrm),
        new("setGrowCrmProjectManager", Vendor.GrowCrm, "42", new { manager = 5L }, growCrm),
        new("changeGrowCrmProjectStatus", Vendor.GrowCrm, "42", new { status = "ON_HOLD" }, growCrm),
        new("updateGrowCrmProjectProgress", Vendor.GrowCrm, "42", new { progress = 60 }, growCrm),
        new("setGrowCrmProjectTags", Vendor.GrowCrm, "42", new { tags = new object[] { "q3" } }, growCrm),
        new("archiveGrowCrmProject", Vendor.GrowCrm, "42", new { }, growCrm),
        new("restoreGrowCrmProject", Vendor.GrowCrm, "42", new { }, growCrm),
        new("stopGrowCrmProjectTimers", Vendor.GrowCrm, "42", new { }, growCrm),
        new("cloneGrowCrmProject", Vendor.GrowCrm, "42", new { projectTitle = "Copy" }, growCrm),
        new("createCoreDataProject", Vendor.CoreData, null, new { space = Space, title = "New" }, coreData),
        new("updateCoreDataProject", Vendor.CoreData, Report, new { title = "Updated project" }, coreData),
        new("deleteCoreDataProject", Vendor.CoreData, Report, new { }, coreData),
        new("addCoreDataProjectContact", Vendor.CoreData, Report, new { contactId = "00ca5976-780c-11ee-9095-17836a4f851d" }, coreData),
        new("createProductiveProject", Vendor.Productive, null,
            new { name = "New", companyId = "2530", projectManagerId = "3539", workflowId = "741" }, productive),
        new("updateProductiveProject", Vendor.Productive, "657", new { name = "new name" }, productive),
        new("archiveProductiveProject", Vendor.Productive, "664", new { }, productive),
        new("restoreProductiveProject", Vendor.Productive, "666", new { }, productive),
        new("deleteProductiveProject", Vendor.Productive, "667", new { }, productive),
        new("copyProductiveProject", Vendor.Productive, "669", new { name = "This is a name", projectTypeId = 2, companyId = "2568" }, productive),
        new("changeProductiveProjectWorkflow", Vendor.Productive, "688",
            new { workflowId = "782", map = new Dictionary<string, object?> { ["883"] = 887, ["884"] = 888, ["885"] = 887 } }, productive),
    ];

    public static IReadOnlyList<Case> Reads { get; } =
    [
        new("heatpunkProjects", Vendor.Heatpunk, null, new { userEmail = "sales@example.com", start = "2025-05-22", end = "2025-11-22" }, heatpunk),
        new("planhatProjects", Vendor.Planhat, null, new { limit = 2 }, planhat),
        new("planhatProject", Vendor.Planhat, null, new { id = "609a88660b73992504816060" }, planhat),
        new("growCrmProjects", Vendor.GrowCrm, null, new { limit = 2 }, growCrm),
        new("growCrmProject", Vendor.GrowCrm, null, new { id = "42" }, growCrm),
        new("coreDataProjects", Vendor.CoreData, null, new { limit = 2 }, coreData),
        new("coreDataProject", Vendor.CoreData, null, new { id = Report }, coreData),
        new("coreDataSpaceProjects", Vendor.CoreData, null, new { spaceId = Space }, coreData),
        new("productiveProjects", Vendor.Productive, null, new { pageSize = 2 }, productive),
        new("productiveProject", Vendor.Productive, null, new { id = "648" }, productive),
    ];
}
