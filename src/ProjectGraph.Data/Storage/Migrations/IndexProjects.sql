-- Groups by status, company and owner with every measure, without a look at the rows.
CREATE INDEX "IX_Projects_Status_Mrr_Arr_Nrr_Progress" ON "Projects" ("Status", "Mrr", "Arr", "Nrr", "Progress");
CREATE INDEX "IX_Projects_CompanyId_Mrr_Arr_Nrr_Progress" ON "Projects" ("CompanyId", "Mrr", "Arr", "Nrr", "Progress");
CREATE INDEX "IX_Projects_OwnerId_Mrr_Arr_Nrr_Progress" ON "Projects" ("OwnerId", "Mrr", "Arr", "Nrr", "Progress");

-- Pages of a company's and of a connection's projects by due date.
CREATE INDEX "IX_Projects_CompanyId_DueDate" ON "Projects" ("CompanyId", "DueDate");
CREATE INDEX "IX_Projects_ConnectionId_DueDate" ON "Projects" ("ConnectionId", "DueDate");
