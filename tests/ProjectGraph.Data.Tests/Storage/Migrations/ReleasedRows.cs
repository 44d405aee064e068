namespace ProjectGraph.Data.Tests.Storage.Migrations;

/// <summary>
/// Rows of a store of each released schema, in the SQL of that version. Every table has rows and every column has a value. The
/// largest key of projects belongs to a deleted one.
/// </summary>
internal static class ReleasedRows
{
    private const string Graph = """
        INSERT INTO "Connections" ("Name", "Vendor", "BaseUrl", "Status", "LastError", "LastSyncedAt") VALUES
          ('heat', 1, 'http://heatpunk.test', 3, NULL, 638000000000000000), ('planhat', 2, 'http://planhat.test', 4, 'The vendor failed.', 638000000000000000),
          ('grow', 3, 'http://growcrm.test', 3, NULL, NULL), ('core', 4, 'http://coredata.test', 3, NULL, NULL), ('productive', 5, 'http://productive.test', 1, NULL, NULL);
        INSERT INTO "Companies" ("ConnectionId", "VendorId", "Name", "Email", "Phone", "ExternalId", "SourceId", "IsListed") VALUES
          (2, 'c1', 'Müller & Söhne', 'post@mueller.test', '+49 1', 'ext-c1', 'src-c1', TRUE), (3, 'c1', NULL, NULL, NULL, NULL, NULL, FALSE);
        INSERT INTO "People" ("ConnectionId", "VendorId", "Name", "Email", "Username", "IsListed") VALUES
          (2, 'u1', 'Ada', 'ada@test', 'ada', TRUE), (2, 'u2', 'Ben', NULL, NULL, FALSE);
        INSERT INTO "Projects" ("Vendor", "VendorId", "ConnectionId", "Url", "Name", "Number", "ExternalId", "SourceId", "Reference", "Status", "VendorStatus",
          "Archived", "ArchivedAt", "Progress", "StartDate", "DueDate", "CreatedAt", "UpdatedAt", "SyncedAt", "Currency", "Mrr", "Arr", "Nrr", "CompanyId",
          "OwnerId", "Description", "CustomFieldsJson", "Document") VALUES
          (1, 'p1', 1, NULL, 'Heat', NULL, NULL, NULL, NULL, 1, 'draft', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 638000000000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}'),
          (2, 'p2', 2, 'http://planhat.test/p2', 'The old mill', 'P-2', 'ext-2', 'src-2', 'ref-2', 2, 'In progress',
           TRUE, 638000000000000001, 40, '2026-02-28', '2026-12-31', 637000000000000000, 637500000000000000, 638000000000000000, 'EUR', 123456, 10000, 1, 1,
           1, 'Heat pump for the mill 😀', '{"Area": "North"}', '{"_id":"p2",  "custom":{"Area":"North"}}'),
          (3, 'p3', 3, NULL, 'Grow', NULL, NULL, NULL, NULL, 4, 'done', FALSE, NULL, NULL, NULL, NULL, NULL, NULL, 638000000000000000, NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, '{"id":3}'),
          (4, 'p4', 4, NULL, 'Core', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 638000000000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}'),
          (5, 'p5', 5, NULL, 'Productive', NULL, NULL, NULL, NULL, 6, 'odd', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 638000000000000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}'),
          (2, 'p6', 2, NULL, 'Deleted', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}');
        DELETE FROM "Projects" WHERE "VendorId" = 'p6';
        INSERT INTO "HeatpunkProjects" ("ProjectId", "BuildDate", "Address", "Postcode", "Lat", "Lng", "CustomerName", "CustomerEmail", "CustomerPhone", "CrmReference", "OwnerUserId")
          VALUES (1, 2, '1 Mill Lane', 'AB1 2CD', 51.5, -0.25, 'Carl', 'carl@test', '07', 'crm-1', 9007199254740993);
        INSERT INTO "PlanhatProjects" ("ProjectId", "StartDateTime", "EndDateTime", "Mrr", "Arr", "Nrr", "CompanyName", "Version")
          VALUES (2, 638000000000000000, 638000000000000001, 123456, 10000, 1, 'Müller & Söhne', 3);
        INSERT INTO "GrowCrmProjects" ("ProjectId", "CategoryId", "CategoryName", "ProgressManually", "BillingType", "BillingRate", "EstimatedHours", "CostsEstimate",
          "TasksView", "TasksCollaborate", "TasksCreate", "TimesheetsView", "ExpensesView", "AssignedTasksCollaborate", "ActiveStateRaw", "CreatorId")
          VALUES (3, 7, 'Design', TRUE, 2, 855000, 80000, 20000, TRUE, FALSE, TRUE, FALSE, TRUE, FALSE, 'active', 12);
        INSERT INTO "CoreDataProjects" ("ProjectId", "SpaceId", "SpaceTitle", "StatusMessage", "Fileplan", "FileplanTitle", "Template", "SubProjectOf", "Aspects",
          "ConnectedUsers", "AssociatedContactsId", "Dynatype", "Type", "Path", "SnapshotId", "Version", "ResourceUri", "CreatedByName", "ModifiedByName")
          VALUES (4, 's', 'Space', 'ok', 'f', 'File plan', 't', '{"id":"x"}', '["a"]', '[1]', '[]', 'd', 'project', '/a/b', 'n', '1.2', 'urn:x', 'Ada', 'Ben');
        INSERT INTO "ProductiveProjects" ("ProjectId", "ProjectTypeId", "ProjectColorId", "Preferences", "TagColors", "Template", "DuplicationStatus", "TaskCustomFieldsIds",
          "TaskCustomFieldsPositions", "PageCustomFieldsIds", "PageCustomFieldsPositions", "SampleData", "OrganizationId", "WorkflowId", "LastActorId", "TemplateObjectId", "LastActivityAt")
          VALUES (5, 1, 2, '{"a":1}', '{"b":2}', FALSE, 'none', '["1"]', '{"1":0}', '["2"]', '{"2":0}', TRUE, 'o', 'w', 'l', 't', 638000000000000000);
        INSERT INTO "ProjectTags" ("ProjectId", "Tag") VALUES (2, 'urgent'), (2, 'alpha'), (3, 'urgent');
        INSERT INTO "ProjectContacts" ("ProjectId", "Contact") VALUES (2, 'k1');
        INSERT INTO "ProjectCustomFields" ("ProjectId", "Name", "Value") VALUES (2, 'Area', 'North'), (2, 'Empty', NULL);
        INSERT INTO "ProjectMembers" ("ProjectId", "PersonId", "Role") VALUES (2, 1, 1), (2, 2, 2);
        INSERT INTO "Changes" ("Position", "At", "ConnectionId", "Entity", "EntityId", "Kind", "VendorId") VALUES
          (1, 637000000000000000, 2, 'Company', 1, 1, 'c1'), (2, 637000000000000000, 2, 'Project', 2, 1, 'p2'), (3, 637500000000000000, 2, 'Project', 2, 2, 'p2'),
          (4, 637500000000000000, 2, 'Project', 6, 3, 'p6');
        INSERT INTO "Operations" ("Vendor", "ConnectionId", "ProjectId", "Name", "State", "DryRun", "IdempotencyKey", "StartedAt", "CompletedAt", "RequestMethod", "RequestUrl",
          "RequestHeaders", "RequestBody", "ResponseStatus", "ResponseBody", "ErrorsJson") VALUES
          (2, 2, 2, 'updateProject', 3, FALSE, 'k', 638000000000000000, 638000000000000002, 'PUT', 'http://planhat.test/p2', '{"Authorization":"***"}', '{"name":"x"}', 200, '{"ok": true}', NULL),
          (2, 2, 6, 'deleteProject', 5, TRUE, NULL, 638000000000000003, 638000000000000004, NULL, NULL, NULL, NULL, NULL, NULL, '[{"code":"X","message":"broken"}]');
        INSERT INTO "OperationInputs" ("OperationId", "InputHash", "InputJson", "ProjectIds") VALUES (1, 'hash', '{"id":2}', '[2]'), (2, 'other', '{}', '[]');
        INSERT INTO "SyncSeen" ("ConnectionId", "Entity", "EntityId") VALUES (2, 'Project', 2);
        INSERT INTO "ApiKeys" ("CreatedAt", "Hash", "Name", "RevokedAt", "Role") VALUES
          (638000000000000000, 'a1', 'excel', NULL, 1), (638000000000000000, 'b2', 'former', 638000000000000001, 3);

        """;

    private const string Runs = """
        INSERT INTO "SyncRuns" ("Changed", "ConnectionId", "Created", "Cursor", "Deleted", "EndedAt", "Error", "ErrorCode", "Pages", "Quarantined", "Read", "StartedAt")
          VALUES (1, 2, 9, 'page 2', 3, 638000000000000005, 'The vendor failed.', 'VENDOR', 4, 1, 17, 638000000000000001);
        INSERT INTO "SyncProblems" ("At", "Message", "RunId", "VendorId") VALUES (638000000000000002, 'The name is missing.', 1, 'x1');

        """;

    private const string States = """
        INSERT INTO "SyncRuns" ("ConnectionId", "State", "StartedAt", "EndedAt", "Read", "Created", "Changed", "Deleted", "Quarantined", "Errors", "Error", "ErrorCode", "Cursor", "InstanceId", "Pages")
          VALUES (2, 3, 638000000000000001, 638000000000000005, 17, 9, 1, 3, 1, 1, 'The vendor failed.', 'VENDOR', 'page 2', 'i1', 4);
        INSERT INTO "QuarantinedRecords" ("RunId", "VendorId", "Message", "At") VALUES (1, 'x1', 'The name is missing.', 638000000000000002);
        INSERT INTO "SchemaDrifts" ("ConnectionId", "Field", "VendorId", "FirstSeenAt", "LastSeenAt") VALUES (2, 'newField', 'p2', 638000000000000001, 638000000000000002);
        INSERT INTO "Instances" ("Id", "Machine", "ProcessId", "ProcessStartedAt", "SeenAt") VALUES ('i1', 'm', 1, 638000000000000000, 638000000000000000);
        UPDATE "OperationInputs" SET "SenderId" = 'i1';
        UPDATE "Operations" SET "Progress" = 100 WHERE "Id" = 1;
        UPDATE "Connections" SET "NextSyncAt" = 638000000000000009, "CircuitState" = 2, "CircuitRetryAt" = 638000000000000008, "RateLimit" = 60, "RateSeconds" = 30,
          "RateRemaining" = 59, "RateResetsAt" = 638000000000000007 WHERE "Id" = 2;

        """;

    private const string Versions = """UPDATE "Projects" SET "Version" = 3 WHERE "Id" = 2;""";

    private const string Days = """
        INSERT INTO "Dates" ("Id", "Date", "Year", "Quarter", "YearQuarter", "Month", "MonthName", "YearMonth", "Week", "WeekYear", "YearWeek", "DayOfMonth", "DayOfYear", "DayOfWeek",
          "DayName", "IsWeekend", "StartOfWeek", "StartOfMonth", "StartOfQuarter", "StartOfYear", "FiscalYear", "FiscalQuarter", "FiscalMonth", "FiscalYearQuarter", "StartOfFiscalYear")
          VALUES (20260228, '2026-02-28', 2026, 1, '2026-Q1', 2, 'February', '2026-02', 9, 2026, '2026-W09', 28, 59, 6,
          'Saturday', TRUE, '2026-02-23', '2026-02-01', '2026-01-01', '2026-01-01', 2026, 1, 2, '2026-Q1', '2026-01-01');
        INSERT INTO "ProjectSnapshots" ("Id", "Date", "ProjectId", "Vendor", "ConnectionId", "Status", "VendorStatus", "Archived", "Progress", "Currency", "Mrr", "Arr", "Nrr", "CompanyId", "OwnerId")
          VALUES (1, '2026-02-28', 2, 2, 2, 2, 'In progress', TRUE, 40, 'EUR', 123456, 10000, 1, 1, 1), (2, '2026-02-28', 6, 2, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

        """;

    private const string Shared = """
        INSERT INTO "LaterAnswers" ("Id", "Body", "Caller", "ExpiresAt", "Headers", "InstanceId", "Status") VALUES ('a', 'body', 'c', 638000000000000000, '{}', 'i1', 200);
        INSERT INTO "ProjectTurns" ("ProjectId", "InstanceId", "Token") VALUES (2, 'i1', 't');
        INSERT INTO "RateBudgets" ("ConnectionId", "ClosedUntil", "FullAt") VALUES (2, 638000000000000000, '[1]');
        INSERT INTO "Secrets" ("Name", "Value") VALUES ('tokens', '000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F');

        """;

    private const string Callers = """
        UPDATE "Operations" SET "CallerKind" = 1, "CallerId" = '1', "CallerName" = 'excel' WHERE "Id" = 1;
        INSERT INTO "IdempotencyKeys" ("Caller", "IdempotencyKey", "OperationId") VALUES ('KEY:1', 'k', 1);
        UPDATE "ApiKeys" SET "ExpiresAt" = 738000000000000000, "HeldName" = "Name", "LastUsedAt" = 638000000000000006, "Protocols" = '[2]', "VendorAccounts" = '[2]' WHERE "Id" = 1;
        INSERT INTO "RotatedKeys" ("Hash", "ExpiresAt", "KeyId") VALUES ('c3', 738000000000000000, 1);

        """;

    // The migration that gave these tables and columns their names.
    private const long NamesSince = 20261201010000;

    private static readonly (string Before, string After)[] Names =
    [
        ("\"Connections\"", "\"VendorAccounts\""),
        ("\"ConnectionId\"", "\"VendorAccountId\""),
        ("\"LaterAnswers\"", "\"AsyncResults\""),
        ("\"ProjectTurns\"", "\"ProjectLeases\""),
    ];

    // With the migrations that added their tables and, where it applies, removed them.
    private static readonly (long Since, long Until, string Statements)[] All =
    [
        (20261101000000, long.MaxValue, Graph),
        (20261101000000, 20261121000000, Runs),
        (20261121000000, long.MaxValue, States),
        (20261121010000, long.MaxValue, Versions),
        (20261121070000, long.MaxValue, Days),
        (20261128000000, long.MaxValue, Shared),
        (20261130190000, long.MaxValue, Callers),
    ];

    /// <summary>The statements that fill a store whose newest migration is the given one.</summary>
    public static string GetStatements(string migration)
    {
        var time = long.Parse(migration.Split('_')[0], null);
        var statements = string.Concat(All.Where(rows => rows.Since <= time && time < rows.Until).Select(rows => rows.Statements));
        return time < NamesSince ? statements : Names.Aggregate(statements, (renamed, name) => renamed.Replace(name.Before, name.After));
    }
}
