from Projects where Name Contains $1:Text first $0 after $2 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Name" LIKE @p0 AND t0."Id" > @p1 ORDER BY t0."Id" LIMIT @p2 + 1;
