from Projects where Progress Greater $0:Int group OwnerId into Count, Sum Nrr

SELECT t0."OwnerId", COUNT(*), CAST(SUM(t0."Nrr") AS bigint) FROM "Projects" t0 WHERE t0."Progress" > @p0 GROUP BY t0."OwnerId" ORDER BY t0."OwnerId" NULLS FIRST;
