from Projects first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 ORDER BY t0."Id" LIMIT 51;
SELECT COUNT(*) FROM "Projects" t0;
