ALTER TABLE "Operations" ADD COLUMN "CallerKind" bigint;
ALTER TABLE "Operations" ADD COLUMN "CallerId" text COLLATE "C";
ALTER TABLE "Operations" ADD COLUMN "CallerName" text COLLATE "C";
DROP INDEX "IX_Operations_IdempotencyKey";
CREATE INDEX "IX_Operations_IdempotencyKey_Id" ON "Operations" ("IdempotencyKey" NULLS FIRST, "Id") WHERE "IdempotencyKey" IS NOT NULL;
CREATE INDEX "IX_Operations_CallerId_Id" ON "Operations" ("CallerId" NULLS FIRST, "Id");

CREATE TABLE "IdempotencyKeys" (
    "Caller" text COLLATE "C" NOT NULL,
    "IdempotencyKey" text COLLATE "C" NOT NULL,
    "OperationId" bigint NOT NULL,
    CONSTRAINT "PK_IdempotencyKeys" PRIMARY KEY ("Caller", "IdempotencyKey"),
    CONSTRAINT "FK_IdempotencyKeys_Operations_OperationId" FOREIGN KEY ("OperationId") REFERENCES "Operations" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_IdempotencyKeys_OperationId_Caller_IdempotencyKey" ON "IdempotencyKeys" ("OperationId", "Caller", "IdempotencyKey");
INSERT INTO "IdempotencyKeys" ("Caller", "IdempotencyKey", "OperationId")
SELECT '', "IdempotencyKey", "Id" FROM "Operations" WHERE "IdempotencyKey" IS NOT NULL;

ALTER TABLE "ApiKeys" ADD COLUMN "ExpiresAt" bigint;
ALTER TABLE "ApiKeys" ADD COLUMN "HeldName" text COLLATE "C";
ALTER TABLE "ApiKeys" ADD COLUMN "LastUsedAt" bigint;
ALTER TABLE "ApiKeys" ADD COLUMN "Protocols" text COLLATE "C";
ALTER TABLE "ApiKeys" ADD COLUMN "VendorAccounts" text COLLATE "C";
-- Names were not unique: of several valid keys the youngest holds theirs, and the others stay valid.
UPDATE "ApiKeys" SET "HeldName" = "Name"
WHERE "Id" IN (SELECT max("Id") FROM "ApiKeys" WHERE "RevokedAt" IS NULL GROUP BY "Name");
CREATE UNIQUE INDEX "IX_ApiKeys_HeldName" ON "ApiKeys" ("HeldName");

CREATE TABLE "RotatedKeys" (
    "Hash" text COLLATE "C" NOT NULL,
    "ExpiresAt" bigint NOT NULL,
    "KeyId" bigint NOT NULL,
    CONSTRAINT "PK_RotatedKeys" PRIMARY KEY ("Hash"),
    CONSTRAINT "FK_RotatedKeys_ApiKeys_KeyId" FOREIGN KEY ("KeyId") REFERENCES "ApiKeys" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_RotatedKeys_KeyId_Hash" ON "RotatedKeys" ("KeyId", "Hash");
