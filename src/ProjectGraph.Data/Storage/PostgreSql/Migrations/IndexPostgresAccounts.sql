-- Lists of one vendor account by name and by last change, and its groups by status with every measure.
CREATE INDEX "IX_Projects_ConnectionId_Name_Id" ON "Projects" ("ConnectionId", "Name", "Id");
CREATE INDEX "IX_Projects_ConnectionId_UpdatedAt_Id" ON "Projects" ("ConnectionId", "UpdatedAt" NULLS FIRST, "Id");
CREATE INDEX "IX_Projects_ConnectionId_Status_Id" ON "Projects" ("ConnectionId", "Status" NULLS FIRST, "Id") INCLUDE ("Mrr", "Arr", "Nrr", "Progress");
