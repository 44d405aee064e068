from Projects select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 ORDER BY t0."Id";
