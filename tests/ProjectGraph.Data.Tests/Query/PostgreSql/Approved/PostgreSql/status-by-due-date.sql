from Projects where Status Equal $1:Enum order DueDate first $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Status" = @p0 ORDER BY t0."DueDate" NULLS FIRST, t0."Id" LIMIT 51;
