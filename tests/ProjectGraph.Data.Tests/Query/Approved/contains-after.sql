from Projects where Name Contains $1:Text first $0 after $2 select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectTexts" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectTexts" MATCH ('{Name} : ' || @p0) AND found.rowid > @p1 ORDER BY found.rowid LIMIT @p2 + 1;
