-- An account at a vendor is called a vendor account: its table, the columns that refer to it, and their indexes get that name.
ALTER TABLE "Connections" RENAME TO "VendorAccounts";
ALTER TABLE "Changes" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Companies" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Operations" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "People" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "ProjectSnapshots" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Projects" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "RateBudgets" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SchemaDrifts" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SyncRuns" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SyncSeen" RENAME COLUMN "ConnectionId" TO "VendorAccountId";

DROP INDEX "IX_Companies_ConnectionId";
DROP INDEX "IX_Companies_VendorId_ConnectionId";
DROP INDEX "IX_Connections_Name";
DROP INDEX "IX_Operations_ConnectionId";
DROP INDEX "IX_People_ConnectionId";
DROP INDEX "IX_People_VendorId_ConnectionId";
DROP INDEX "IX_Projects_ConnectionId";
DROP INDEX "IX_Projects_ConnectionId_DueDate";
DROP INDEX "IX_Projects_ConnectionId_Name";
DROP INDEX "IX_Projects_ConnectionId_Status_Mrr_Arr_Nrr_Progress";
DROP INDEX "IX_Projects_ConnectionId_UpdatedAt";
DROP INDEX "IX_Projects_VendorId_ConnectionId";
DROP INDEX "IX_SchemaDrifts_ConnectionId_Field";
DROP INDEX "IX_SyncRuns_ConnectionId";

CREATE INDEX "IX_Companies_VendorAccountId" ON "Companies" ("VendorAccountId");
CREATE UNIQUE INDEX "IX_Companies_VendorId_VendorAccountId" ON "Companies" ("VendorId", "VendorAccountId");
CREATE UNIQUE INDEX "IX_VendorAccounts_Name" ON "VendorAccounts" ("Name");
CREATE INDEX "IX_Operations_VendorAccountId" ON "Operations" ("VendorAccountId");
CREATE INDEX "IX_People_VendorAccountId" ON "People" ("VendorAccountId");
CREATE UNIQUE INDEX "IX_People_VendorId_VendorAccountId" ON "People" ("VendorId", "VendorAccountId");
CREATE INDEX "IX_Projects_VendorAccountId" ON "Projects" ("VendorAccountId");
CREATE INDEX "IX_Projects_VendorAccountId_DueDate" ON "Projects" ("VendorAccountId", "DueDate");
CREATE INDEX "IX_Projects_VendorAccountId_Name" ON "Projects" ("VendorAccountId", "Name");
CREATE INDEX "IX_Projects_VendorAccountId_Status_Mrr_Arr_Nrr_Progress" ON "Projects" ("VendorAccountId", "Status", "Mrr", "Arr", "Nrr", "Progress");
CREATE INDEX "IX_Projects_VendorAccountId_UpdatedAt" ON "Projects" ("VendorAccountId", "UpdatedAt");
CREATE UNIQUE INDEX "IX_Projects_VendorId_VendorAccountId" ON "Projects" ("VendorId", "VendorAccountId");
CREATE UNIQUE INDEX "IX_SchemaDrifts_VendorAccountId_Field" ON "SchemaDrifts" ("VendorAccountId", "Field");
CREATE INDEX "IX_SyncRuns_VendorAccountId" ON "SyncRuns" ("VendorAccountId");

UPDATE "Operations" SET "Name" = 'syncVendorAccount' WHERE "Name" = 'syncConnection';

ALTER TABLE "LaterAnswers" RENAME TO "AsyncResults";
ALTER TABLE "ProjectTurns" RENAME TO "ProjectLeases";
