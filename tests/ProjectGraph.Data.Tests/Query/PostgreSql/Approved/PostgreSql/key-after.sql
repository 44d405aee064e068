from Projects first $0 after $1 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Id" > @p0 ORDER BY t0."Id" LIMIT 51;
