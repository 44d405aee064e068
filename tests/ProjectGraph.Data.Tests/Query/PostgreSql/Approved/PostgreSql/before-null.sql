from Projects order DueDate desc last $0 before null, $2 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (t0."DueDate" IS NOT NULL OR (t0."DueDate" IS NULL AND t0."Id" < @p0)) ORDER BY t0."DueDate" NULLS FIRST, t0."Id" DESC LIMIT 51;
