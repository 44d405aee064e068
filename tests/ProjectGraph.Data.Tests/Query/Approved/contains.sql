from Projects where Name Contains $1:Text first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectTexts" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectTexts" MATCH ('{Name} : ' || @p0) ORDER BY found.rowid LIMIT @p1 + 1;
SELECT COUNT(*) FROM "ProjectTexts" AS found WHERE found."ProjectTexts" MATCH ('{Name} : ' || @p0);
