from Projects group Vendor, Status into Count, Sum Mrr, Average Arr, Max Progress

SELECT t0."Vendor", t0."Status", COUNT(*), CAST(SUM(t0."Mrr") AS bigint), CAST(SUM(t0."Arr") AS bigint), COUNT(t0."Arr"), MAX(t0."Progress") FROM "Projects" t0 GROUP BY t0."Vendor", t0."Status" ORDER BY t0."Vendor", t0."Status" NULLS FIRST;
