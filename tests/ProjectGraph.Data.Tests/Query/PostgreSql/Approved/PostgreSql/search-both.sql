from Projects search $1 first $0 count select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE t0."Id" IN (SELECT found."ProjectId" FROM "ProjectSearch" AS found WHERE (found."Text" LIKE (@p0)[1] OR found."Company" LIKE (@p0)[1]) AND (found."Text" LIKE (@p0)[2] OR found."Company" LIKE (@p0)[2])) ORDER BY t0."Id" LIMIT @p1 + 1;
SELECT COUNT(*) FROM "Projects" t0 WHERE t0."Id" IN (SELECT found."ProjectId" FROM "ProjectSearch" AS found WHERE (found."Text" LIKE (@p0)[1] OR found."Company" LIKE (@p0)[1]) AND (found."Text" LIKE (@p0)[2] OR found."Company" LIKE (@p0)[2]));
