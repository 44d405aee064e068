from Projects where Progress Greater $0:Int group CompanyId into Count, Sum Nrr

SELECT t0."CompanyId", COUNT(*), SUM(t0."Nrr") FROM "Projects" t0 WHERE t0."Progress" > @p0 GROUP BY t0."CompanyId" ORDER BY t0."CompanyId";
