from Projects where and(or(Name Contains $1:Text, Description Contains $2:Text), Status Equal $3:Enum) first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "ProjectTexts" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectTexts" MATCH ('(' || '{Name} : ' || @p0 || ' OR ' || '{Description} : ' || @p1 || ')') AND (t0."Status" = @p2) ORDER BY found.rowid LIMIT @p3 + 1;
SELECT COUNT(*) FROM "ProjectTexts" AS found CROSS JOIN "Projects" t0 ON t0."Id" = found.rowid WHERE found."ProjectTexts" MATCH ('(' || '{Name} : ' || @p0 || ' OR ' || '{Description} : ' || @p1 || ')') AND (t0."Status" = @p2);
