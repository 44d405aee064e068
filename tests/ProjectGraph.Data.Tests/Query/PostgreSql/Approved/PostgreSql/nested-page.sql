from Companies select Id with Projects by 0 {from Projects order DueDate first $0 count select Id}

SELECT t0."Id" FROM "Companies" t0 ORDER BY t0."Id";
SELECT parents.value, t0."Id" FROM unnest(@parents) AS parents (value) CROSS JOIN LATERAL (SELECT t1."Id" FROM "Projects" t1 WHERE t1."CompanyId" = parents.value ORDER BY t1."DueDate" NULLS FIRST, t1."Id" LIMIT @p0 + 1) AS page (key) CROSS JOIN "Projects" t0 WHERE t0."Id" = page.key ORDER BY parents.value, t0."DueDate" NULLS FIRST, t0."Id";
SELECT t0."CompanyId", COUNT(*) FROM "Projects" t0 WHERE t0."CompanyId" = ANY (@parents) GROUP BY t0."CompanyId";
