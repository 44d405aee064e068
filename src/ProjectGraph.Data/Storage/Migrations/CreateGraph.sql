CREATE TABLE "ApiKeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ApiKeys" PRIMARY KEY AUTOINCREMENT,
    "CreatedAt" INTEGER NOT NULL,
    "Hash" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "RevokedAt" INTEGER NULL,
    "Role" INTEGER NOT NULL
);

CREATE TABLE "Changes" (
    "Position" INTEGER NOT NULL CONSTRAINT "PK_Changes" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "ConnectionId" INTEGER NOT NULL,
    "Entity" TEXT NOT NULL,
    "EntityId" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "VendorId" TEXT NOT NULL
);

CREATE TABLE "Connections" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Connections" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "Vendor" INTEGER NOT NULL,
    "BaseUrl" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "LastError" TEXT NULL,
    "LastSyncedAt" INTEGER NULL
);

CREATE TABLE "Operations" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Operations" PRIMARY KEY AUTOINCREMENT,
    "Vendor" INTEGER NULL,
    "ConnectionId" INTEGER NULL,
    "ProjectId" INTEGER NULL,
    "Name" TEXT NOT NULL,
    "State" INTEGER NOT NULL,
    "DryRun" INTEGER NOT NULL,
    "IdempotencyKey" TEXT NULL,
    "StartedAt" INTEGER NOT NULL,
    "CompletedAt" INTEGER NULL,
    "RequestMethod" TEXT NULL,
    "RequestUrl" TEXT NULL,
    "RequestHeaders" TEXT NULL,
    "RequestBody" TEXT NULL,
    "ResponseStatus" INTEGER NULL,
    "ResponseBody" TEXT NULL,
    "ErrorsJson" TEXT NULL
);

CREATE TABLE "SyncSeen" (
    "ConnectionId" INTEGER NOT NULL,
    "Entity" TEXT NOT NULL,
    "EntityId" INTEGER NOT NULL,
    CONSTRAINT "PK_SyncSeen" PRIMARY KEY ("ConnectionId", "Entity", "EntityId")
);

CREATE TABLE "Companies" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Companies" PRIMARY KEY AUTOINCREMENT,
    "ConnectionId" INTEGER NOT NULL,
    "VendorId" TEXT NOT NULL,
    "Name" TEXT NULL,
    "Email" TEXT NULL,
    "Phone" TEXT NULL,
    "ExternalId" TEXT NULL,
    "SourceId" TEXT NULL,
    "IsListed" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "FK_Companies_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "People" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_People" PRIMARY KEY AUTOINCREMENT,
    "ConnectionId" INTEGER NOT NULL,
    "VendorId" TEXT NOT NULL,
    "Name" TEXT NULL,
    "Email" TEXT NULL,
    "Username" TEXT NULL,
    "IsListed" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "FK_People_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "SyncRuns" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SyncRuns" PRIMARY KEY AUTOINCREMENT,
    "Changed" INTEGER NOT NULL,
    "ConnectionId" INTEGER NOT NULL,
    "Created" INTEGER NOT NULL,
    "Cursor" TEXT NULL,
    "Deleted" INTEGER NOT NULL,
    "EndedAt" INTEGER NULL,
    "Error" TEXT NULL,
    "ErrorCode" TEXT NULL,
    "Pages" INTEGER NOT NULL,
    "Quarantined" INTEGER NOT NULL,
    "Read" INTEGER NOT NULL,
    "StartedAt" INTEGER NOT NULL,
    CONSTRAINT "FK_SyncRuns_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "OperationInputs" (
    "OperationId" INTEGER NOT NULL CONSTRAINT "PK_OperationInputs" PRIMARY KEY,
    "InputHash" TEXT NOT NULL,
    "InputJson" TEXT NOT NULL,
    "ProjectIds" TEXT NOT NULL,
    CONSTRAINT "FK_OperationInputs_Operations_OperationId" FOREIGN KEY ("OperationId") REFERENCES "Operations" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Projects" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Projects" PRIMARY KEY AUTOINCREMENT,
    "Vendor" INTEGER NOT NULL,
    "VendorId" TEXT NOT NULL,
    "ConnectionId" INTEGER NOT NULL,
    "Url" TEXT NULL,
    "Name" TEXT NOT NULL,
    "Number" TEXT NULL,
    "ExternalId" TEXT NULL,
    "SourceId" TEXT NULL,
    "Reference" TEXT NULL,
    "Status" INTEGER NULL,
    "VendorStatus" TEXT NULL,
    "Archived" INTEGER NULL,
    "ArchivedAt" INTEGER NULL,
    "Progress" INTEGER NULL,
    "StartDate" TEXT NULL,
    "DueDate" TEXT NULL,
    "CreatedAt" INTEGER NULL,
    "UpdatedAt" INTEGER NULL,
    "SyncedAt" INTEGER NOT NULL,
    "Currency" TEXT NULL,
    "Mrr" INTEGER NULL,
    "Arr" INTEGER NULL,
    "Nrr" INTEGER NULL,
    "CompanyId" INTEGER NULL,
    "OwnerId" INTEGER NULL,
    "Description" TEXT NULL,
    "CustomFieldsJson" TEXT NULL,
    "Document" TEXT NOT NULL,
    CONSTRAINT "FK_Projects_Companies_CompanyId" FOREIGN KEY ("CompanyId") REFERENCES "Companies" ("Id") ON DELETE SET NULL,
    CONSTRAINT "FK_Projects_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Projects_People_OwnerId" FOREIGN KEY ("OwnerId") REFERENCES "People" ("Id") ON DELETE SET NULL
);

CREATE TABLE "SyncProblems" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SyncProblems" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "Message" TEXT NOT NULL,
    "RunId" INTEGER NOT NULL,
    "VendorId" TEXT NULL,
    CONSTRAINT "FK_SyncProblems_SyncRuns_RunId" FOREIGN KEY ("RunId") REFERENCES "SyncRuns" ("Id") ON DELETE CASCADE
);

CREATE TABLE "CoreDataProjects" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_CoreDataProjects" PRIMARY KEY,
    "SpaceId" TEXT NULL,
    "SpaceTitle" TEXT NULL,
    "StatusMessage" TEXT NULL,
    "Fileplan" TEXT NULL,
    "FileplanTitle" TEXT NULL,
    "Template" TEXT NULL,
    "SubProjectOf" TEXT NULL,
    "Aspects" TEXT NULL,
    "ConnectedUsers" TEXT NULL,
    "AssociatedContactsId" TEXT NULL,
    "Dynatype" TEXT NULL,
    "Type" TEXT NULL,
    "Path" TEXT NULL,
    "SnapshotId" TEXT NULL,
    "Version" TEXT NULL,
    "ResourceUri" TEXT NULL,
    "CreatedByName" TEXT NULL,
    "ModifiedByName" TEXT NULL,
    CONSTRAINT "FK_CoreDataProjects_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "GrowCrmProjects" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_GrowCrmProjects" PRIMARY KEY,
    "CategoryId" INTEGER NULL,
    "CategoryName" TEXT NULL,
    "ProgressManually" INTEGER NULL,
    "BillingType" INTEGER NULL,
    "BillingRate" INTEGER NULL,
    "EstimatedHours" INTEGER NULL,
    "CostsEstimate" INTEGER NULL,
    "TasksView" INTEGER NULL,
    "TasksCollaborate" INTEGER NULL,
    "TasksCreate" INTEGER NULL,
    "TimesheetsView" INTEGER NULL,
    "ExpensesView" INTEGER NULL,
    "AssignedTasksCollaborate" INTEGER NULL,
    "ActiveStateRaw" TEXT NULL,
    "CreatorId" INTEGER NULL,
    CONSTRAINT "FK_GrowCrmProjects_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "HeatpunkProjects" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_HeatpunkProjects" PRIMARY KEY,
    "BuildDate" INTEGER NULL,
    "Address" TEXT NULL,
    "Postcode" TEXT NULL,
    "Lat" REAL NULL,
    "Lng" REAL NULL,
    "CustomerName" TEXT NULL,
    "CustomerEmail" TEXT NULL,
    "CustomerPhone" TEXT NULL,
    "CrmReference" TEXT NULL,
    "OwnerUserId" INTEGER NULL,
    CONSTRAINT "FK_HeatpunkProjects_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "PlanhatProjects" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_PlanhatProjects" PRIMARY KEY,
    "StartDateTime" INTEGER NULL,
    "EndDateTime" INTEGER NULL,
    "Mrr" INTEGER NULL,
    "Arr" INTEGER NULL,
    "Nrr" INTEGER NULL,
    "CompanyName" TEXT NULL,
    "Version" INTEGER NULL,
    CONSTRAINT "FK_PlanhatProjects_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ProductiveProjects" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_ProductiveProjects" PRIMARY KEY,
    "ProjectTypeId" INTEGER NULL,
    "ProjectColorId" INTEGER NULL,
    "Preferences" TEXT NULL,
    "TagColors" TEXT NULL,
    "Template" INTEGER NULL,
    "DuplicationStatus" TEXT NULL,
    "TaskCustomFieldsIds" TEXT NULL,
    "TaskCustomFieldsPositions" TEXT NULL,
    "PageCustomFieldsIds" TEXT NULL,
    "PageCustomFieldsPositions" TEXT NULL,
    "SampleData" INTEGER NULL,
    "OrganizationId" TEXT NULL,
    "WorkflowId" TEXT NULL,
    "LastActorId" TEXT NULL,
    "TemplateObjectId" TEXT NULL,
    "LastActivityAt" INTEGER NULL,
    CONSTRAINT "FK_ProductiveProjects_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ProjectContacts" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProjectContacts" PRIMARY KEY AUTOINCREMENT,
    "ProjectId" INTEGER NOT NULL,
    "Contact" TEXT NOT NULL,
    CONSTRAINT "FK_ProjectContacts_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ProjectCustomFields" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProjectCustomFields" PRIMARY KEY AUTOINCREMENT,
    "ProjectId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "FK_ProjectCustomFields_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ProjectMembers" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProjectMembers" PRIMARY KEY AUTOINCREMENT,
    "ProjectId" INTEGER NOT NULL,
    "PersonId" INTEGER NOT NULL,
    "Role" INTEGER NOT NULL,
    CONSTRAINT "FK_ProjectMembers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_ProjectMembers_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE TABLE "ProjectTags" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProjectTags" PRIMARY KEY AUTOINCREMENT,
    "ProjectId" INTEGER NOT NULL,
    "Tag" TEXT NOT NULL,
    CONSTRAINT "FK_ProjectTags_Projects_ProjectId" FOREIGN KEY ("ProjectId") REFERENCES "Projects" ("Id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_ApiKeys_Hash" ON "ApiKeys" ("Hash");
CREATE INDEX "IX_Changes_Entity_EntityId" ON "Changes" ("Entity", "EntityId");
CREATE INDEX "IX_Companies_ConnectionId" ON "Companies" ("ConnectionId");
CREATE INDEX "IX_Companies_Email" ON "Companies" ("Email");
CREATE INDEX "IX_Companies_ExternalId" ON "Companies" ("ExternalId");
CREATE INDEX "IX_Companies_Name" ON "Companies" ("Name");
CREATE INDEX "IX_Companies_SourceId" ON "Companies" ("SourceId");
CREATE UNIQUE INDEX "IX_Companies_VendorId_ConnectionId" ON "Companies" ("VendorId", "ConnectionId");
CREATE UNIQUE INDEX "IX_Connections_Name" ON "Connections" ("Name");
CREATE INDEX "IX_Operations_ConnectionId" ON "Operations" ("ConnectionId");
CREATE UNIQUE INDEX "IX_Operations_IdempotencyKey" ON "Operations" ("IdempotencyKey");
CREATE INDEX "IX_Operations_ProjectId" ON "Operations" ("ProjectId");
CREATE INDEX "IX_Operations_StartedAt" ON "Operations" ("StartedAt");
CREATE INDEX "IX_Operations_State" ON "Operations" ("State");
CREATE INDEX "IX_People_ConnectionId" ON "People" ("ConnectionId");
CREATE INDEX "IX_People_Email" ON "People" ("Email");
CREATE INDEX "IX_People_Name" ON "People" ("Name");
CREATE INDEX "IX_People_Username" ON "People" ("Username");
CREATE UNIQUE INDEX "IX_People_VendorId_ConnectionId" ON "People" ("VendorId", "ConnectionId");
CREATE INDEX "IX_ProjectContacts_Contact_ProjectId" ON "ProjectContacts" ("Contact", "ProjectId");
CREATE INDEX "IX_ProjectContacts_ProjectId_Id_Contact" ON "ProjectContacts" ("ProjectId", "Id", "Contact");
CREATE INDEX "IX_ProjectCustomFields_Name_ProjectId" ON "ProjectCustomFields" ("Name", "ProjectId");
CREATE INDEX "IX_ProjectCustomFields_ProjectId" ON "ProjectCustomFields" ("ProjectId");
CREATE INDEX "IX_ProjectMembers_PersonId_Role_ProjectId" ON "ProjectMembers" ("PersonId", "Role", "ProjectId");
CREATE INDEX "IX_ProjectMembers_ProjectId_Role_Id_PersonId" ON "ProjectMembers" ("ProjectId", "Role", "Id", "PersonId");
CREATE INDEX "IX_ProjectTags_ProjectId_Id_Tag" ON "ProjectTags" ("ProjectId", "Id", "Tag");
CREATE INDEX "IX_ProjectTags_Tag_ProjectId" ON "ProjectTags" ("Tag", "ProjectId");
CREATE INDEX "IX_Projects_Archived" ON "Projects" ("Archived");
CREATE INDEX "IX_Projects_Arr" ON "Projects" ("Arr");
CREATE INDEX "IX_Projects_CompanyId" ON "Projects" ("CompanyId");
CREATE INDEX "IX_Projects_ConnectionId" ON "Projects" ("ConnectionId");
CREATE INDEX "IX_Projects_CreatedAt" ON "Projects" ("CreatedAt");
CREATE INDEX "IX_Projects_DueDate" ON "Projects" ("DueDate");
CREATE INDEX "IX_Projects_ExternalId" ON "Projects" ("ExternalId");
CREATE INDEX "IX_Projects_Mrr" ON "Projects" ("Mrr");
CREATE INDEX "IX_Projects_Name" ON "Projects" ("Name");
CREATE INDEX "IX_Projects_Nrr" ON "Projects" ("Nrr");
CREATE INDEX "IX_Projects_Number" ON "Projects" ("Number");
CREATE INDEX "IX_Projects_OwnerId" ON "Projects" ("OwnerId");
CREATE INDEX "IX_Projects_Progress" ON "Projects" ("Progress");
CREATE INDEX "IX_Projects_Reference" ON "Projects" ("Reference");
CREATE INDEX "IX_Projects_SourceId" ON "Projects" ("SourceId");
CREATE INDEX "IX_Projects_StartDate" ON "Projects" ("StartDate");
CREATE INDEX "IX_Projects_Status" ON "Projects" ("Status");
CREATE INDEX "IX_Projects_Status_DueDate" ON "Projects" ("Status", "DueDate");
CREATE INDEX "IX_Projects_Status_UpdatedAt" ON "Projects" ("Status", "UpdatedAt");
CREATE INDEX "IX_Projects_UpdatedAt" ON "Projects" ("UpdatedAt");
CREATE INDEX "IX_Projects_Vendor" ON "Projects" ("Vendor");
CREATE UNIQUE INDEX "IX_Projects_VendorId_ConnectionId" ON "Projects" ("VendorId", "ConnectionId");
CREATE INDEX "IX_Projects_VendorStatus" ON "Projects" ("VendorStatus");
CREATE INDEX "IX_Projects_Vendor_Status_Mrr_Arr_Nrr_Progress" ON "Projects" ("Vendor", "Status", "Mrr", "Arr", "Nrr", "Progress");
CREATE INDEX "IX_SyncProblems_RunId" ON "SyncProblems" ("RunId");
CREATE INDEX "IX_SyncRuns_ConnectionId" ON "SyncRuns" ("ConnectionId");

-- Full-text search over projects: rowid = Projects.Id. Trigrams, so that any part of a word is found.
-- The writer keeps it in the transaction that changes the project, its tags or its company's name.
CREATE VIRTUAL TABLE "ProjectSearch" USING fts5("Name", "Description", "Number", "Reference", "Company", "Tags", tokenize = 'trigram');
