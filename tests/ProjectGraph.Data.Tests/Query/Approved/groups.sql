from Projects group Vendor, Status into Count, Sum Mrr, Average Arr, Max Progress

SELECT t0."Vendor", t0."Status", COUNT(*), SUM(t0."Mrr"), SUM(t0."Arr"), COUNT(t0."Arr"), MAX(t0."Progress") FROM "Projects" t0 GROUP BY t0."Vendor", t0."Status" ORDER BY t0."Vendor", t0."Status";
