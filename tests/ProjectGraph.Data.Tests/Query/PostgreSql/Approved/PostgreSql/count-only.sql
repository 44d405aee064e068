from Projects where Vendor Equal $0:Enum count

SELECT COUNT(*) FROM "Projects" t0 WHERE t0."Vendor" = @p0;
