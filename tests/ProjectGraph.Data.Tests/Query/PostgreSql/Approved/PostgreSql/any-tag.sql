from Projects where Any Tags(Tag Equal $0:Text) select Id, Name

SELECT t0."Id", t0."Name" FROM "Projects" t0 WHERE EXISTS (SELECT 1 FROM "ProjectTags" t1 WHERE t1."ProjectId" = t0."Id" AND t1."Tag" = @p0) ORDER BY t0."Id";
