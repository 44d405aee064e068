namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class QueryPlanTests
{
    [Theory]
    [InlineData(
        "$select=Name,Mrr&$orderby=Name desc,Company/Name",
        "from Projects order Name desc, Company.Name select Name, Mrr, Company.Name, Id"
    )]
    [InlineData(
        "$expand=Company($select=Name),Tags($filter=Tag eq 'x';$orderby=Tag desc;$top=2;$skip=1;$count=true;$select=Tag)&$select=Name",
        "from Projects select Name, Company.Name, Company.Id, Id with Tags by 3 {from ProjectTags where Tag Equal $0:Text order Tag desc skip $1 take $2 count select Tag} <- 'x'; 1; 2"
    )]
    [InlineData(
        "$select=Name&$expand=Company($select=Name;$expand=Projects($select=Id;$top=3))",
        "from Projects select Name, Company.Name, Company.Id, Id with Projects by 2 {from Projects take $0 select Id} <- 3"
    )]
    [InlineData(
        "$select=Name&$expand=Company($filter=Name eq 'x';$select=Name)",
        "from Projects select Name, Company.Name, (and(exists Company, Company.Name Equal $0:Text)), Id <- 'x'"
    )]
    [InlineData(
        "$select=Name&$expand=Managers/$ref",
        "from Projects select Name, Id with Managers by 1 {from People take $0 select Id} <- 1000"
    )]
    [InlineData(
        "$apply=groupby((Status,Company/Name),aggregate($count as N,Mrr with sum as Total))&$filter=N gt 1&$orderby=Total desc",
        "from Projects group Status, Company.Name into Count, Sum Mrr having #2 Greater $0:Long order #3 desc <- 1"
    )]
    [InlineData(
        "$apply=filter(Archived eq true)/groupby((Status),aggregate(Mrr with average as A,Name with countdistinct as D))/filter(A gt 5 and Status eq 'ON_HOLD')",
        "from Projects where Archived Equal $0:Boolean group Status into Average Mrr, CountDistinct Name having and(#1 Greater $1:Decimal, #0 Equal $2:Enum) <- true; 5; 3"
    )]
    [InlineData(
        "$apply=compute(year(CreatedAt) as Y)/groupby((Y),aggregate($count as N))",
        "from Projects group Year(CreatedAt):Int into Count"
    )]
    [InlineData("$apply=aggregate(Tags/$count as T)", "from Projects group  into Sum count Tags")]
    [InlineData("$apply=filter(Archived eq true)&$select=Name", "from Projects where Archived Equal $0:Boolean select Name, Id <- true")]
    [InlineData(
        "$compute=Mrr mul 12 as X&$filter=X gt 1&$orderby=X&$select=Name,X",
        "from Projects where Multiply(Mrr, $0:Decimal):Decimal Greater $1:Decimal order Multiply(Mrr, $0:Decimal):Decimal select Name, Multiply(Mrr, $0:Decimal):Decimal, Id <- 12; 1"
    )]
    [InlineData("$search=foo \"a b\" AND c&$select=Id", "from Projects search $0 select Id <- 'foo \"a b\" c'")]
    [InlineData("$top=5&$skip=2&$count=true&$select=Id", "from Projects count select Id")]
    [InlineData("top=5&FILTER=Name eq 'a'&select=Id", "from Projects where Name Equal $0:Text select Id <- 'a'")]
    [InlineData("custom=1&$select=Id", "from Projects select Id")]
    [InlineData(
        "$select=Id&$expand=Tags(filter=Tag eq 'a';top=2)",
        "from Projects select Id with Tags by 0 {from ProjectTags where Tag Equal $0:Text take $1 select Id, ProjectId, Tag} <- 'a'; 2"
    )]
    [InlineData("$select=Id&$orderby=Id desc,Name", "from Projects order Id desc, Name select Id")]
    [InlineData("$orderby=Tags/$count desc&$select=Id", "from Projects order count Tags desc select Id, count Tags")]
    [InlineData(
        "$select=*&$top=0",
        "from Projects select Id, Vendor, VendorId, VendorAccountId, Url, Name, Description, Number, ExternalId, SourceId, Reference, Status, VendorStatus, Archived, ArchivedAt, Progress, StartDate, DueDate, CreatedAt, UpdatedAt, SyncedAt, Currency, Mrr, Arr, Nrr, CompanyId, OwnerId"
    )]
    [InlineData("$filter=Name eq @p&@p='x''y'&$select=Id", "from Projects where Name Equal $0:Text select Id <- 'x'y'")]
    [InlineData("$filter=Status eq @s&@s='ON_HOLD'&$select=Id", "from Projects where Status Equal $0:Enum select Id <- 3")]
    [InlineData(
        "$filter=CreatedAt gt 2024-01-01T00:00:00%2B01:00&$select=Id",
        "from Projects where CreatedAt Greater $0:Instant select Id <- 2023-12-31T23:00:00.0000000Z"
    )]
    [InlineData("$select=Name&$expand=Tags/$count", "from Projects select Name, Id with Tags by 1 {from ProjectTags count}")]
    [InlineData(
        "$apply=topcount(5,Mrr)&$select=Id",
        "from Projects where Id in [Projects [Projects columns Id, number over ( order Mrr desc, Id)] where .1:Long LessOrEqual $0:Long columns .0:Long] select Id <- 5"
    )]
    [InlineData("$apply=identity&$select=Id", "from Projects select Id")]
    [InlineData(
        "$apply=groupby((rollup($all,Status)))",
        "from Projects union([Projects [Projects columns Status group Status] columns $0:Long, number over ( order .0:Enum), .0:Enum], [Projects [Projects columns Count group ] columns $1:Long, number over ( order ), null:Enum]) order .0:Long, .1:Long, .2:Enum select .0:Long, .1:Long, .2:Enum <- 0; 1"
    )]
    [InlineData("$apply=groupby((Status))/orderby(Status)", "from Projects group Status into  order #0")]
    [InlineData(
        "$apply=concat(aggregate($count as N),aggregate(Mrr with sum as S))",
        "from Projects union([Projects [Projects columns Count group ] columns $0:Long, number over ( order .0:Long), .0:Long, null:Decimal], [Projects [Projects columns Sum Mrr group ] columns $1:Long, number over ( order .0:Decimal), null:Long, .0:Decimal]) order .0:Long, .1:Long, .2:Long, .3:Decimal select .0:Long, .1:Long, .2:Long, .3:Decimal <- 0; 1"
    )]
    [InlineData(
        "$apply=groupby((Status),aggregate($count as N))/groupby((N),aggregate($count as M))",
        "from Projects [Projects [Projects columns Status, Count group Status] columns .1:Long, Count group .1:Long] order .0:Long, .1:Long select .0:Long, .1:Long"
    )]
    [InlineData(
        "$search=foo OR bar&$select=Id",
        "from Projects where or(found $0 in Projects, found $1 in Projects) select Id <- 'foo'; 'bar'"
    )]
    [InlineData(
        "$select=Id&$expand=Tags($search=x)",
        "from Projects select Id with Tags by 0 {from ProjectTags where holds $0 in ProjectTags take $1 select Id, ProjectId, Tag} <- 'x'; 1000"
    )]
    [InlineData(
        "$apply=topsum(100,Mrr)&$select=Id",
        "from Projects where Id in [Projects [Projects columns Id, running Mrr over ( order Mrr desc, Id), Mrr] where Subtract(.1:Decimal, .2:Decimal):Decimal Less $0:Int columns .0:Long] select Id <- 100"
    )]
    [InlineData(
        "$apply=toppercent(10,Mrr)&$select=Id",
        "from Projects where Id in [Projects [Projects columns Id, running Mrr over ( order Mrr desc, Id), Mrr, running Mrr over ( order )] where Multiply(ToDouble(Subtract(.1:Decimal, .2:Decimal):Decimal):Double, $1:Double):Double Less Multiply(ToDouble(.3:Decimal):Double, $0:Int):Double columns .0:Long] select Id <- 10; 100"
    )]
    [InlineData(
        "$apply=groupby((Vendor),topcount(1,Mrr))&$select=Id",
        "from Projects where Id in [Projects [Projects columns Id, number over (Vendor order Mrr desc, Id)] where .1:Long LessOrEqual $0:Long columns .0:Long] select Id <- 1"
    )]
    [InlineData("$apply=groupby((Tags/Tag),aggregate($count as N))", "from Projects group Tags.Tag into Count")]
    [InlineData("$apply=groupby((Managers/Name),aggregate($count as N))", "from Projects group Managers.Name into Count")]
    [InlineData("$apply=aggregate(Tags/Id with max as M)", "from Projects group  into Max of Tags(Max Id)")]
    [InlineData(
        "$apply=groupby((Vendor),groupby((Status),aggregate(Mrr with average as A)))/aggregate(A with max as M)",
        "from Projects [Projects [Projects columns Vendor, Status, Average Mrr group Vendor, Status] columns Max ~2:Decimal group ] order ~0:Decimal select ~0:Decimal"
    )]
    [InlineData(
        "$apply=groupby((Vendor),aggregate($count as N))/compute(N mul 2 as D)/filter(D gt 2)/topcount(2,D)",
        "from Projects [Projects [Projects [Projects columns Vendor, Count group Vendor] columns .0:Enum, .1:Long, Multiply(.1:Long, $0:Long):Long] where .2:Long Greater $1:Long columns .0:Enum, .1:Long, .2:Long, number over ( order .2:Long desc, .0:Enum, .1:Long)] where .3:Long LessOrEqual $2:Long order .0:Enum, .1:Long, .2:Long select .0:Enum, .1:Long, .2:Long, .3:Long <- 2; 2; 2"
    )]
    [InlineData(
        "$apply=groupby((Vendor),aggregate($count as N))&$compute=N add 1 as M&$orderby=M desc&$select=M",
        "from Projects [Projects [Projects columns Vendor, Count group Vendor] columns .0:Enum, .1:Long, Add(.1:Long, $0:Long):Long] order .2:Long desc, .0:Enum, .1:Long select .0:Enum, .1:Long, .2:Long <- 1"
    )]
    [InlineData(
        "$apply=search(foo OR bar)/orderby(Mrr desc)/skip(1)/top(2)&$select=Id",
        "from Projects where Id in [Projects [Projects where Id in [Projects [Projects where or(found $0 in Projects, found $1 in Projects) columns Id, number over ( order Mrr desc, Id)] where .1:Long Greater $2:Long columns .0:Long] columns Id, number over ( order Mrr desc, Id)] where .1:Long LessOrEqual $3:Long columns .0:Long] order Mrr desc select Id, Mrr <- 'foo'; 'bar'; 1; 2"
    )]
    [InlineData(
        "$apply=concat(topcount(1,Mrr)/groupby((Name)),aggregate($count as N))",
        "from Projects union([Projects [Projects where Id in [Projects [Projects columns Id, number over ( order Mrr desc, Id)] where .1:Long LessOrEqual $0:Long columns .0:Long] columns Name group Name] columns $1:Long, number over ( order .0:Text), .0:Text, null:Long], [Projects [Projects columns Count group ] columns $2:Long, number over ( order .0:Long), null:Text, .0:Long]) order .0:Long, .1:Long, .2:Text, .3:Long select .0:Long, .1:Long, .2:Text, .3:Long <- 1; 0; 1"
    )]
    [InlineData(
        "$expand=Tags($compute=length(Tag) as L;$filter=L gt 1;$select=L)&$select=Id",
        "from Projects select Id with Tags by 0 {from ProjectTags where Length(Tag):Int Greater $0:Int take $1 select Length(Tag):Int} <- 1; 1000"
    )]
    [InlineData(
        "$search=NOT (ab OR \"c d\")&$select=Id",
        "from Projects where not(or(holds $0 in Projects, found $1 in Projects)) select Id <- 'ab'; 'c d'"
    )]
    [InlineData(
        "$orderby=Tags/$count($filter=Tag ne 'x') desc&$select=Id",
        "from Projects order count Tags(Tag NotEqual $0:Text) desc select Id, count Tags(Tag NotEqual $0:Text) <- 'x'"
    )]
    [InlineData(
        "$select=Id&$expand=Tags($apply=groupby((Tag),aggregate($count as N))/filter(N gt 1);$orderby=N desc;$top=3)",
        "from Projects select Id with Tags by 0 {from ProjectTags group Tag into Count having #1 Greater $0:Long order #1 desc take $1} <- 1; 3"
    )]
    [InlineData(
        "$select=Id&$expand=Tags($apply=filter(Tag ne 'a')/orderby(Tag desc);$filter=Id gt 1)",
        "from Projects select Id with Tags by 0 {from ProjectTags where and(Tag NotEqual $0:Text, Id Greater $1:Long) order Tag desc take $2 select Id, ProjectId, Tag} <- 'a'; 1; 1000"
    )]
    [InlineData(
        "$filter=Tags/$filter(Tag eq 'a')/$count gt 1 and Tags/$filter(Tag eq 'b')/any(t:t/Id gt 1)&$select=Id",
        "from Projects where and(count Tags(Tag Equal $0:Text) Greater $1:Long, Any Tags(and(Tag Equal $2:Text, Id Greater $3:Long))) select Id <- 'a'; 1; 'b'; 1"
    )]
    [InlineData("$expand=Company($levels=1;$select=Name)&$select=Id", "from Projects select Id, Company.Name, Company.Id")]
    [Clause("I-2"), Clause("I-4"), Clause("A-5"), Clause("M-5"), Clause("M-6"), Clause("N-3")]
    public void Options_become_this_plan(string options, string plan) => PlanText.Query("Projects", options).ShouldBe(plan);

    [Theory]
    [InlineData("$foo=1", 400, "BAD_REQUEST")]
    [InlineData("$index=1", 501, "NOT_IMPLEMENTED")]
    [InlineData("$top=-1", 400, "BAD_USER_INPUT")]
    [InlineData("$top=5&$top=6", 400, "BAD_REQUEST")]
    [InlineData("$select=Nope", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$select=name", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData(
        "$expand=Company($expand=Projects($expand=Company($expand=Projects($expand=Company($expand=Projects($expand=Company))))))",
        400,
        "QUERY_TOO_COMPLEX"
    )]
    [InlineData("$orderby=", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$filter=", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$select=Name&$expand=Tags($levels=2)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$apply=join(Tags as T)", 501, "NOT_IMPLEMENTED")]
    [InlineData("$apply=ancestors(a,b)", 501, "NOT_IMPLEMENTED")]
    [InlineData("$apply=nope(Mrr)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$apply=aggregate(Mrr with Custom.median as M)", 501, "NOT_IMPLEMENTED")]
    [InlineData("$apply=aggregate(Mrr with median as M)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$apply=aggregate(Mrr with sum)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$apply=aggregate(Name with sum as S)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$apply=groupby((Status))&$expand=Company", 501, "NOT_IMPLEMENTED")]
    [InlineData("$apply=groupby((Status))&$filter=Name eq 'x'", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$apply=groupby((Status))&$select=Name", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$apply=top(-1)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$expand=Tags($apply=top(1))", 501, "NOT_IMPLEMENTED")]
    [InlineData("$expand=Tags($filter=$it/Id eq 1)", 501, "NOT_IMPLEMENTED")]
    [InlineData("$select=Name($top=1)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$levels=2", 400, "BAD_REQUEST")]
    [InlineData("$index=2", 501, "NOT_IMPLEMENTED")]
    [InlineData("$schemaversion=2", 404, "UNKNOWN_SCHEMA_VERSION")]
    [InlineData("$compute=Mrr mul 2 as Name", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$compute=Mrr mul 2", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$expand=Tags,Tags", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$search=AND", 400, "ODATA_PARSE_FAILED")]
    [InlineData("$search=(a", 400, "ODATA_PARSE_FAILED")]
    [Clause("O-7"), Clause("M-7")]
    public void Options_are_refused_with_this_code(string options, int status, string code)
    {
        var error = PlanText.Refused("Projects", options);
        error.Status.ShouldBe(status);
        error.Code.Id.ShouldBe(code);
    }
}
