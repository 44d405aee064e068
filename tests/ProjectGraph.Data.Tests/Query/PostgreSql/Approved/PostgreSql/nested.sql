from Projects first $0 count select Id, Name with Managers by 0 {from People select Id} with Assignees by 0 {from People select Id} with Tags by 0 {from ProjectTags select Id}

SELECT t0."Id", t0."Name" FROM "Projects" t0 ORDER BY t0."Id" LIMIT 51;
SELECT COUNT(*) FROM "Projects" t0;
SELECT t1."ProjectId", t0."Id" FROM "ProjectMembers" t1 JOIN "People" t0 ON t0."Id" = t1."PersonId" WHERE t1."ProjectId" = ANY (@parents) AND t1."Role" = 1 ORDER BY t1."ProjectId", t0."Id";
SELECT t1."ProjectId", t0."Id" FROM "ProjectMembers" t1 JOIN "People" t0 ON t0."Id" = t1."PersonId" WHERE t1."ProjectId" = ANY (@parents) AND t1."Role" = 2 ORDER BY t1."ProjectId", t0."Id";
SELECT t0."ProjectId", t0."Id" FROM "ProjectTags" t0 WHERE t0."ProjectId" = ANY (@parents) ORDER BY t0."ProjectId", t0."Id";
