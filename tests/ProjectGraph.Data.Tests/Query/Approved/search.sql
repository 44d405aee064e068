from Projects search $1 first $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Id" IN (SELECT rowid FROM "ProjectSearch" WHERE "ProjectSearch" MATCH @p0) ORDER BY t0."Id" LIMIT @p1 + 1;
