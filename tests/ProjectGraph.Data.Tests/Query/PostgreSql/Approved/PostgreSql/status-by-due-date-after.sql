from Projects where Status Equal $1:Enum order DueDate first $0 after $2, $3 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Status" = @p0 AND (t0."DueDate", t0."Id") > (@p1, @p2) ORDER BY t0."DueDate" NULLS FIRST, t0."Id" LIMIT 51;
