from Projects order Name first $0 after $1, $2 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (t0."Name", t0."Id") > (@p0, @p1) ORDER BY t0."Name", t0."Id" LIMIT 51;
