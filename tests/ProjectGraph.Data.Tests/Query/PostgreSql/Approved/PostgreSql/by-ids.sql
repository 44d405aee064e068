from Projects where Id in $0 select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Id" = ANY (@p0) ORDER BY t0."Id";
