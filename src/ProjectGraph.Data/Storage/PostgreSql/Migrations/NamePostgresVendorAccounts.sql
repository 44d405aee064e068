-- An account at a vendor is called a vendor account: its table, the columns that refer to it, their keys and indexes get that name.
ALTER TABLE "Connections" RENAME TO "VendorAccounts";
ALTER TABLE "VendorAccounts" RENAME CONSTRAINT "PK_Connections" TO "PK_VendorAccounts";
ALTER SEQUENCE "Connections_Id_seq" RENAME TO "VendorAccounts_Id_seq";
ALTER TABLE "Changes" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Operations" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "ProjectSnapshots" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SyncSeen" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Companies" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "People" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SchemaDrifts" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "SyncRuns" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "Projects" RENAME COLUMN "ConnectionId" TO "VendorAccountId";
ALTER TABLE "RateBudgets" RENAME COLUMN "ConnectionId" TO "VendorAccountId";

ALTER TABLE "Companies" RENAME CONSTRAINT "FK_Companies_Connections_ConnectionId" TO "FK_Companies_VendorAccounts_VendorAccountId";
ALTER TABLE "People" RENAME CONSTRAINT "FK_People_Connections_ConnectionId" TO "FK_People_VendorAccounts_VendorAccountId";
ALTER TABLE "SchemaDrifts" RENAME CONSTRAINT "FK_SchemaDrifts_Connections_ConnectionId" TO "FK_SchemaDrifts_VendorAccounts_VendorAccountId";
ALTER TABLE "SyncRuns" RENAME CONSTRAINT "FK_SyncRuns_Connections_ConnectionId" TO "FK_SyncRuns_VendorAccounts_VendorAccountId";
ALTER TABLE "Projects" RENAME CONSTRAINT "FK_Projects_Connections_ConnectionId" TO "FK_Projects_VendorAccounts_VendorAccountId";

ALTER INDEX "IX_Companies_ConnectionId_Id" RENAME TO "IX_Companies_VendorAccountId_Id";
ALTER INDEX "IX_Companies_VendorId_ConnectionId" RENAME TO "IX_Companies_VendorId_VendorAccountId";
ALTER INDEX "IX_Connections_Name" RENAME TO "IX_VendorAccounts_Name";
ALTER INDEX "IX_Operations_ConnectionId_Id" RENAME TO "IX_Operations_VendorAccountId_Id";
ALTER INDEX "IX_People_ConnectionId_Id" RENAME TO "IX_People_VendorAccountId_Id";
ALTER INDEX "IX_People_VendorId_ConnectionId" RENAME TO "IX_People_VendorId_VendorAccountId";
ALTER INDEX "IX_Projects_ConnectionId_DueDate_Id" RENAME TO "IX_Projects_VendorAccountId_DueDate_Id";
ALTER INDEX "IX_Projects_ConnectionId_Id" RENAME TO "IX_Projects_VendorAccountId_Id";
ALTER INDEX "IX_Projects_VendorId_ConnectionId" RENAME TO "IX_Projects_VendorId_VendorAccountId";
ALTER INDEX "IX_SchemaDrifts_ConnectionId_Field" RENAME TO "IX_SchemaDrifts_VendorAccountId_Field";
ALTER INDEX "IX_SyncRuns_ConnectionId_Id" RENAME TO "IX_SyncRuns_VendorAccountId_Id";
ALTER INDEX "IX_Projects_ConnectionId_Name_Id" RENAME TO "IX_Projects_VendorAccountId_Name_Id";
ALTER INDEX "IX_Projects_ConnectionId_UpdatedAt_Id" RENAME TO "IX_Projects_VendorAccountId_UpdatedAt_Id";
ALTER INDEX "IX_Projects_ConnectionId_Status_Id" RENAME TO "IX_Projects_VendorAccountId_Status_Id";

UPDATE "Operations" SET "Name" = 'syncVendorAccount' WHERE "Name" = 'syncConnection';

ALTER TABLE "LaterAnswers" RENAME TO "AsyncResults";
ALTER TABLE "AsyncResults" RENAME CONSTRAINT "PK_LaterAnswers" TO "PK_AsyncResults";
ALTER TABLE "ProjectTurns" RENAME TO "ProjectLeases";
ALTER TABLE "ProjectLeases" RENAME CONSTRAINT "PK_ProjectTurns" TO "PK_ProjectLeases";
