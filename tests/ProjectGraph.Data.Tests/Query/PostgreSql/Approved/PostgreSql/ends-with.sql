from Projects where Name EndsWith $1:Text first $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Name" LIKE @p0 ORDER BY t0."Id" LIMIT @p1 + 1;
