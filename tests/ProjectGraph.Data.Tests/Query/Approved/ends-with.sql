from Projects where Name EndsWith $1:Text first $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectTexts" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectTexts" MATCH ('{Name} : ' || @p0) AND ((t0."Name" IS NOT NULL AND (length(@p1) = 0 OR substr(t0."Name", -length(@p1)) = @p1))) ORDER BY found.rowid LIMIT @p2 + 1;
