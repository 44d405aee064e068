from Projects where Name Contains ignoring case $1:Text first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectSearch" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectSearch" MATCH ('{Name} : ' || @p0) AND (instr(lower(t0."Name"), lower(@p1)) > 0) ORDER BY found.rowid LIMIT @p2 + 1;
SELECT COUNT(*) FROM "ProjectSearch" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectSearch" MATCH ('{Name} : ' || @p0) AND (instr(lower(t0."Name"), lower(@p1)) > 0);
