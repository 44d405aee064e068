CREATE TABLE "Dates" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Dates" PRIMARY KEY,
    "Date" TEXT NOT NULL,
    "Year" INTEGER NOT NULL,
    "Quarter" INTEGER NOT NULL,
    "YearQuarter" TEXT NOT NULL,
    "Month" INTEGER NOT NULL,
    "MonthName" TEXT NOT NULL,
    "YearMonth" TEXT NOT NULL,
    "Week" INTEGER NOT NULL,
    "WeekYear" INTEGER NOT NULL,
    "YearWeek" TEXT NOT NULL,
    "DayOfMonth" INTEGER NOT NULL,
    "DayOfYear" INTEGER NOT NULL,
    "DayOfWeek" INTEGER NOT NULL,
    "DayName" TEXT NOT NULL,
    "IsWeekend" INTEGER NOT NULL,
    "StartOfWeek" TEXT NOT NULL,
    "StartOfMonth" TEXT NOT NULL,
    "StartOfQuarter" TEXT NOT NULL,
    "StartOfYear" TEXT NOT NULL,
    "FiscalYear" INTEGER NOT NULL,
    "FiscalQuarter" INTEGER NOT NULL,
    "FiscalMonth" INTEGER NOT NULL,
    "FiscalYearQuarter" TEXT NOT NULL,
    "StartOfFiscalYear" TEXT NOT NULL
);

CREATE TABLE "ProjectSnapshots" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ProjectSnapshots" PRIMARY KEY,
    "Date" TEXT NOT NULL,
    "ProjectId" INTEGER NOT NULL,
    "Vendor" INTEGER NOT NULL,
    "ConnectionId" INTEGER NOT NULL,
    "Status" INTEGER NULL,
    "VendorStatus" TEXT NULL,
    "Archived" INTEGER NULL,
    "Progress" INTEGER NULL,
    "Currency" TEXT NULL,
    "Mrr" INTEGER NULL,
    "Arr" INTEGER NULL,
    "Nrr" INTEGER NULL,
    "CompanyId" INTEGER NULL,
    "OwnerId" INTEGER NULL
);

CREATE UNIQUE INDEX "IX_Dates_Date" ON "Dates" ("Date");
CREATE INDEX "IX_ProjectSnapshots_Date_Status" ON "ProjectSnapshots" ("Date", "Status");
CREATE INDEX "IX_ProjectSnapshots_ProjectId_Date" ON "ProjectSnapshots" ("ProjectId", "Date");
