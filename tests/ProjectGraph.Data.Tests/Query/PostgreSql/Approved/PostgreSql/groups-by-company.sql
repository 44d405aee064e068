from Projects where Progress Greater $0:Int group CompanyId into Count, Sum Nrr

SELECT t0."CompanyId", COUNT(*), CAST(SUM(t0."Nrr") AS bigint) FROM "Projects" t0 WHERE t0."Progress" > @p0 GROUP BY t0."CompanyId" ORDER BY t0."CompanyId" NULLS FIRST;
