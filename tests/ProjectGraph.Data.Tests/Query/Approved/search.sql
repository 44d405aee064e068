from Projects search $1 first $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectSearch" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectSearch" MATCH @p0 ORDER BY found.rowid LIMIT @p1 + 1;
