from Projects where Progress Greater $0:Int group Status into Count, Sum Nrr

SELECT t0."Status", COUNT(*), CAST(SUM(t0."Nrr") AS bigint) FROM "Projects" t0 WHERE t0."Progress" > @p0 GROUP BY t0."Status" ORDER BY t0."Status" NULLS FIRST;
