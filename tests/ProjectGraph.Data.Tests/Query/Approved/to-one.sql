from Projects where Company.Name StartsWith $0:Text order Company.Name, Owner.Name desc select Id, Company.Name, Company.VendorAccount.Name

SELECT t0."Id", t1."Name", t2."Name" FROM "Projects" t0 LEFT JOIN "Companies" t1 ON t1."Id" = t0."CompanyId" LEFT JOIN "VendorAccounts" t2 ON t2."Id" = t1."VendorAccountId" LEFT JOIN "People" t3 ON t3."Id" = t0."OwnerId" WHERE (t1."Name" >= @p0 AND t1."Name" < @p1) ORDER BY t1."Name", t3."Name" DESC, t0."Id";
