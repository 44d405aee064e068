from Companies select Id with Projects by 0 {from Projects order DueDate first $0 after $1, $2 select Id}

SELECT t0."Id" FROM "Companies" t0 ORDER BY t0."Id";
SELECT parents.value, t0."Id" FROM unnest(@parents) AS parents (value) CROSS JOIN LATERAL (SELECT t1."Id" FROM "Projects" t1 WHERE t1."CompanyId" = parents.value AND (t1."DueDate", t1."Id") > (@p0, @p1) ORDER BY t1."DueDate" NULLS FIRST, t1."Id" LIMIT @p2 + 1) AS page (key) CROSS JOIN "Projects" t0 WHERE t0."Id" = page.key ORDER BY parents.value, t0."DueDate" NULLS FIRST, t0."Id";
