from Projects where and(VendorId Equal $0:Text, VendorAccountId Equal $1:Long) select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (t0."VendorId" = @p0 AND t0."VendorAccountId" = @p1) ORDER BY t0."Id";
