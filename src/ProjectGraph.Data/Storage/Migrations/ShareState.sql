CREATE TABLE "LaterAnswers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_LaterAnswers" PRIMARY KEY,
    "Body" BLOB NULL,
    "Caller" TEXT NOT NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "Headers" TEXT NULL,
    "InstanceId" TEXT NOT NULL,
    "Status" INTEGER NULL
);

CREATE TABLE "ProjectTurns" (
    "ProjectId" INTEGER NOT NULL CONSTRAINT "PK_ProjectTurns" PRIMARY KEY,
    "InstanceId" TEXT NOT NULL,
    "Token" TEXT NOT NULL
);

CREATE TABLE "RateBudgets" (
    "ConnectionId" INTEGER NOT NULL CONSTRAINT "PK_RateBudgets" PRIMARY KEY,
    "ClosedUntil" INTEGER NOT NULL,
    "FullAt" TEXT NOT NULL
);

CREATE TABLE "Secrets" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Secrets" PRIMARY KEY,
    "Value" TEXT NOT NULL
);
