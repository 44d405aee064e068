from Companies select Id with Projects by 0 {from Projects order DueDate last $0 before $1, $2 select Id}

SELECT t0."Id" FROM "Companies" t0 ORDER BY t0."Id";
SELECT parents.value, t0."Id" FROM json_each(@parents) AS parents CROSS JOIN "Projects" t0 WHERE t0."Id" IN (SELECT page FROM (SELECT t1."Id" AS page, t1."DueDate", t1."Id" FROM "Projects" t1 WHERE t1."CompanyId" = parents.value AND (t1."DueDate" <= @p1 AND (t1."DueDate" < @p1 OR t1."Id" < @p0)) UNION ALL SELECT t1."Id" AS page, t1."DueDate", t1."Id" FROM "Projects" t1 WHERE t1."CompanyId" = parents.value AND t1."DueDate" IS NULL ORDER BY 2 DESC, 3 DESC LIMIT @p2 + 1) AS pages) ORDER BY parents.value, t0."DueDate" DESC, t0."Id" DESC;
