from Projects search $1 first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectSearch" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectSearch" MATCH @p0 AND finds_terms(@p1, found."Name", found."Description", found."Number", found."Reference", found."Company", found."Tags") ORDER BY found.rowid LIMIT @p2 + 1;
SELECT COUNT(*) FROM "ProjectSearch" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectSearch" MATCH @p0 AND finds_terms(@p1, found."Name", found."Description", found."Number", found."Reference", found."Company", found."Tags");
