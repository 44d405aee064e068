from Companies select Id with Projects by 0 {from Projects order DueDate first $0 count select Id}

SELECT t0."Id" FROM "Companies" t0 ORDER BY t0."Id";
SELECT parent, c0 FROM (SELECT t0."CompanyId" AS parent, t0."Id" AS c0, ROW_NUMBER() OVER (PARTITION BY t0."CompanyId" ORDER BY t0."DueDate", t0."Id") AS position FROM "Projects" t0 WHERE t0."CompanyId" IN (SELECT value FROM json_each(@parents))) AS page WHERE position <= @p0 + 1 ORDER BY parent, position;
SELECT t0."CompanyId", COUNT(*) FROM "Projects" t0 WHERE t0."CompanyId" IN (SELECT value FROM json_each(@parents)) GROUP BY t0."CompanyId";
