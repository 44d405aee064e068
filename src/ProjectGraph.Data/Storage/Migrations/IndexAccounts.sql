-- Lists of one vendor account by name and by last change, and its groups by status with every measure.
CREATE INDEX "IX_Projects_ConnectionId_Name" ON "Projects" ("ConnectionId", "Name");
CREATE INDEX "IX_Projects_ConnectionId_UpdatedAt" ON "Projects" ("ConnectionId", "UpdatedAt");
CREATE INDEX "IX_Projects_ConnectionId_Status_Mrr_Arr_Nrr_Progress" ON "Projects" ("ConnectionId", "Status", "Mrr", "Arr", "Nrr", "Progress");
