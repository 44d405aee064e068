from Projects where not(Any Managers()) select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE (EXISTS (SELECT 1 FROM "ProjectMembers" t2 JOIN "People" t1 ON t1."Id" = t2."PersonId" WHERE t2."ProjectId" = t0."Id" AND t2."Role" = 1)) IS NOT TRUE ORDER BY t0."Id";
