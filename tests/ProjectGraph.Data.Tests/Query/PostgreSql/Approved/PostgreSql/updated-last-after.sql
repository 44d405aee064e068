from Projects order UpdatedAt desc first $0 after $1, $2 select Id, Name

(SELECT t0."Id", t0."Name", t0."UpdatedAt", t0."Id" FROM "Projects" t0 WHERE (t0."UpdatedAt" <= @p1 AND (t0."UpdatedAt" < @p1 OR t0."Id" > @p0)) ORDER BY t0."UpdatedAt" DESC NULLS LAST, t0."Id" LIMIT 51) UNION ALL (SELECT t0."Id", t0."Name", t0."UpdatedAt", t0."Id" FROM "Projects" t0 WHERE t0."UpdatedAt" IS NULL ORDER BY t0."UpdatedAt" DESC NULLS LAST, t0."Id" LIMIT 51) ORDER BY 3 DESC NULLS LAST, 4 LIMIT 51;
