ALTER TABLE "Operations" ADD COLUMN "CallerKind" INTEGER NULL;
ALTER TABLE "Operations" ADD COLUMN "CallerId" TEXT NULL;
ALTER TABLE "Operations" ADD COLUMN "CallerName" TEXT NULL;
DROP INDEX "IX_Operations_IdempotencyKey";
CREATE INDEX "IX_Operations_IdempotencyKey" ON "Operations" ("IdempotencyKey");
CREATE INDEX "IX_Operations_CallerId" ON "Operations" ("CallerId");

CREATE TABLE "IdempotencyKeys" (
    "Caller" TEXT NOT NULL,
    "IdempotencyKey" TEXT NOT NULL,
    "OperationId" INTEGER NOT NULL,
    CONSTRAINT "PK_IdempotencyKeys" PRIMARY KEY ("Caller", "IdempotencyKey"),
    CONSTRAINT "FK_IdempotencyKeys_Operations_OperationId" FOREIGN KEY ("OperationId") REFERENCES "Operations" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_IdempotencyKeys_OperationId" ON "IdempotencyKeys" ("OperationId");
INSERT INTO "IdempotencyKeys" ("Caller", "IdempotencyKey", "OperationId")
SELECT '', "IdempotencyKey", "Id" FROM "Operations" WHERE "IdempotencyKey" IS NOT NULL;

ALTER TABLE "ApiKeys" ADD COLUMN "ExpiresAt" INTEGER NULL;
ALTER TABLE "ApiKeys" ADD COLUMN "HeldName" TEXT NULL;
ALTER TABLE "ApiKeys" ADD COLUMN "LastUsedAt" INTEGER NULL;
ALTER TABLE "ApiKeys" ADD COLUMN "Protocols" TEXT NULL;
ALTER TABLE "ApiKeys" ADD COLUMN "VendorAccounts" TEXT NULL;
-- Names were not unique: of several valid keys the youngest holds theirs, and the others stay valid.
UPDATE "ApiKeys" SET "HeldName" = "Name"
WHERE "Id" IN (SELECT max("Id") FROM "ApiKeys" WHERE "RevokedAt" IS NULL GROUP BY "Name");
CREATE UNIQUE INDEX "IX_ApiKeys_HeldName" ON "ApiKeys" ("HeldName");

CREATE TABLE "RotatedKeys" (
    "Hash" TEXT NOT NULL CONSTRAINT "PK_RotatedKeys" PRIMARY KEY,
    "ExpiresAt" INTEGER NOT NULL,
    "KeyId" INTEGER NOT NULL,
    CONSTRAINT "FK_RotatedKeys_ApiKeys_KeyId" FOREIGN KEY ("KeyId") REFERENCES "ApiKeys" ("Id") ON DELETE CASCADE
);
CREATE INDEX "IX_RotatedKeys_KeyId" ON "RotatedKeys" ("KeyId");
