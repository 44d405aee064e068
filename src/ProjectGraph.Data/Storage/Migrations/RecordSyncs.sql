CREATE TABLE "Instances" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Instances" PRIMARY KEY,
    "Machine" TEXT NOT NULL,
    "ProcessId" INTEGER NOT NULL,
    "ProcessStartedAt" INTEGER NOT NULL,
    "SeenAt" INTEGER NOT NULL
);

ALTER TABLE "OperationInputs" ADD COLUMN "SenderId" TEXT NULL;
ALTER TABLE "Operations" ADD COLUMN "Progress" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "NextSyncAt" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "CircuitState" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Connections" ADD COLUMN "CircuitRetryAt" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "RateLimit" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "RateSeconds" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "RateRemaining" INTEGER NULL;
ALTER TABLE "Connections" ADD COLUMN "RateResetsAt" INTEGER NULL;

-- SQLite can't change a table's columns in place: both are made anew around their rows.
CREATE TEMPORARY TABLE "OldProblems" AS SELECT * FROM "SyncProblems";
CREATE TEMPORARY TABLE "OldRuns" AS SELECT * FROM "SyncRuns";
DROP TABLE "SyncProblems";
DROP TABLE "SyncRuns";

CREATE TABLE "SyncRuns" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SyncRuns" PRIMARY KEY AUTOINCREMENT,
    "ConnectionId" INTEGER NOT NULL,
    "State" INTEGER NOT NULL,
    "StartedAt" INTEGER NOT NULL,
    "EndedAt" INTEGER NULL,
    "Read" INTEGER NOT NULL,
    "Created" INTEGER NOT NULL,
    "Changed" INTEGER NOT NULL,
    "Deleted" INTEGER NOT NULL,
    "Quarantined" INTEGER NOT NULL,
    "Errors" INTEGER NOT NULL,
    "Error" TEXT NULL,
    "ErrorCode" TEXT NULL,
    "Cursor" TEXT NULL,
    "InstanceId" TEXT NULL,
    "Pages" INTEGER NOT NULL,
    CONSTRAINT "FK_SyncRuns_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "QuarantinedRecords" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_QuarantinedRecords" PRIMARY KEY AUTOINCREMENT,
    "RunId" INTEGER NOT NULL,
    "VendorId" TEXT NULL,
    "Message" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "FK_QuarantinedRecords_SyncRuns_RunId" FOREIGN KEY ("RunId") REFERENCES "SyncRuns" ("Id") ON DELETE CASCADE
);

CREATE TABLE "SchemaDrifts" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SchemaDrifts" PRIMARY KEY AUTOINCREMENT,
    "ConnectionId" INTEGER NOT NULL,
    "Field" TEXT NOT NULL,
    "VendorId" TEXT NOT NULL,
    "FirstSeenAt" INTEGER NOT NULL,
    "LastSeenAt" INTEGER NOT NULL,
    CONSTRAINT "FK_SchemaDrifts_Connections_ConnectionId" FOREIGN KEY ("ConnectionId") REFERENCES "Connections" ("Id") ON DELETE RESTRICT
);

CREATE INDEX "IX_QuarantinedRecords_RunId" ON "QuarantinedRecords" ("RunId");
CREATE UNIQUE INDEX "IX_SchemaDrifts_ConnectionId_Field" ON "SchemaDrifts" ("ConnectionId", "Field");
CREATE INDEX "IX_SyncRuns_ConnectionId" ON "SyncRuns" ("ConnectionId");
CREATE INDEX "IX_SyncRuns_StartedAt" ON "SyncRuns" ("StartedAt");

INSERT INTO "SyncRuns" ("Id", "ConnectionId", "State", "StartedAt", "EndedAt", "Read", "Created", "Changed", "Deleted", "Quarantined", "Errors", "Error", "ErrorCode", "Cursor", "Pages")
SELECT "Id", "ConnectionId", CASE WHEN "EndedAt" IS NULL THEN 4 WHEN "Error" IS NULL THEN 2 ELSE 3 END, "StartedAt", "EndedAt", "Read", "Created", "Changed", "Deleted", "Quarantined", "Error" IS NOT NULL, "Error", "ErrorCode", "Cursor", "Pages" FROM "OldRuns";
INSERT INTO "QuarantinedRecords" ("Id", "RunId", "VendorId", "Message", "At") SELECT "Id", "RunId", "VendorId", "Message", "At" FROM "OldProblems";
DROP TABLE "OldProblems";
DROP TABLE "OldRuns";
