from Projects where and(or(Name Contains $1:Text, Description Contains $2:Text), Status Equal $3:Enum) first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE ((t0."Name" LIKE @p0 OR t0."Description" LIKE @p1) AND t0."Status" = @p2) ORDER BY t0."Id" LIMIT @p3 + 1;
SELECT COUNT(*) FROM "Projects" t0 WHERE ((t0."Name" LIKE @p0 OR t0."Description" LIKE @p1) AND t0."Status" = @p2);
