from Projects order Name skip $0 take $1 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 ORDER BY t0."Name", t0."Id" LIMIT @p0 + 1 OFFSET @p1;
