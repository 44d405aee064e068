from Projects where Name StartsWith $0:Text select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (t0."Name" >= @p0 AND t0."Name" < @p1) ORDER BY t0."Id";
