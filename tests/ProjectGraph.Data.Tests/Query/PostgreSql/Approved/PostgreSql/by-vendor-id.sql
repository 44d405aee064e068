from Projects where and(VendorId Equal $0:Text, ConnectionId Equal $1:Long) select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (t0."VendorId" = @p0 AND t0."ConnectionId" = @p1) ORDER BY t0."Id";
