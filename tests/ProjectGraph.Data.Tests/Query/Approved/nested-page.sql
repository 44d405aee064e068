from Companies select Id with Projects by 0 {from Projects order DueDate first $0 count select Id}

SELECT t0."Id" FROM "Companies" t0 ORDER BY t0."Id";
SELECT parents.value, t0."Id" FROM json_each(@parents) AS parents CROSS JOIN "Projects" t0 WHERE t0."Id" IN (SELECT t1."Id" FROM "Projects" t1 WHERE t1."CompanyId" = parents.value ORDER BY t1."DueDate", t1."Id" LIMIT @p0 + 1) ORDER BY parents.value, t0."DueDate", t0."Id";
SELECT t0."CompanyId", COUNT(*) FROM "Projects" t0 WHERE t0."CompanyId" IN (SELECT value FROM json_each(@parents)) GROUP BY t0."CompanyId";
