namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class QueryPlanTests
{
    [Theory]
    [InlineData("$select=Name,Mrr&$orderby=Name desc,Company/Name", "from Projects order Name desc, Company.Name select Name, Mrr, Company.Name, Id")]
    [InlineData("$expand=Company($select=Name),Tags($filter=Tag eq 'x';$orderby=Tag desc;$top=2;$skip=1;$count=true;$select=Tag)&$select=Name", "from Projects select Name, Company.Name, Company.Id, Id with Tags by 3 {from ProjectTags where Tag Equal $0:Text order Tag desc skip $1 take $2 count select Tag} <- 'x'; 1; 2")]
    [InlineData("$select=Name&$expand=Company($select=Name;$expand=Projects($select=Id;$top=3))", "from Projects select Name, Company.Name, Company.Id, Id with Projects by 2 {from Projects take $0 select Id} <- 3")]
    [InlineData("$select=Name&$expand=Company($filter=Name eq 'x';$select=Name)", "from Projects select Name, Company.Name, (and(exists Company, Company.Name Equal $0:Text)), Id <- 'x'")]
    [InlineData("$select=Name&$expand=Managers/$ref", "from Projects select Name, Id with Managers by 1 {from People take $0 select Id} <- 1000")]
    [InlineData("$apply=groupby((Status,Company/Name),aggregate($count as N,Mrr with sum as Total))&$filter=N gt 1&$orderby=Total desc", "from Projects group Status, Company.Name into Count, Sum Mrr having #2 Greater $0:Int order #3 desc <- 1")]
    [InlineData("$apply=filter(Archived eq true)/groupby((Status),aggregate(Mrr with average as A,Name with countdistinct as D))/filter(A gt 5 and Status eq 'ON_HOLD')", "from Projects where Archived Equal $0:Boolean group Status into Average Mrr, CountDistinct Name having and(#1 Greater $1:Int, #0 Equal $2:Enum) <- true; 5; 3")]
    [InlineData("$apply=compute(year(CreatedAt) as Y)/groupby((Y),aggregate($count as N))", "from Projects group Year(CreatedAt):Int into Count")]
    [InlineData("$apply=aggregate(Tags/$count as T)", "from Projects group  into Sum count Tags")]
    [InlineData("$apply=filter(Archived eq true)&$select=Name", "from Projects where Archived Equal $0:Boolean select Name, Id <- true")]
    [InlineData("$compute=Mrr mul 12 as X&$filter=X gt 1&$orderby=X&$select=Name,X", "from Projects where Multiply(Mrr, $0:Decimal):Decimal Greater $1:Int order Multiply(Mrr, $0:Decimal):Decimal select Name, Multiply(Mrr, $0:Decimal):Decimal, Id <- 12; 1")]
    [InlineData("$search=foo \"a b\" AND c&$select=Id", "from Projects search $0 select Id <- 'foo \"a b\" c'")]
    [InlineData("$top=5&$skip=2&$count=true&$select=Id", "from Projects count select Id")]
    [InlineData("top=5&FILTER=Name eq 'a'&select=Id", "from Projects where Name Equal $0:Text select Id <- 'a'")]
    [InlineData("custom=1&$select=Id", "from Projects select Id")]
    [InlineData("$select=Id&$expand=Tags(filter=Tag eq 'a';top=2)", "from Projects select Id with Tags by 0 {from ProjectTags where Tag Equal $0:Text take $1 select Id, ProjectId, Tag} <- 'a'; 2")]
    [InlineData("$select=Id&$orderby=Id desc,Name", "from Projects order Id desc, Name select Id")]
    [InlineData("$orderby=Tags/$count desc&$select=Id", "from Projects order count Tags desc select Id, count Tags")]
    [InlineData("$select=*&$top=0", "from Projects select Id, Vendor, VendorId, ConnectionId, Url, Name, Description, Number, ExternalId, SourceId, Reference, Status, VendorStatus, Archived, ArchivedAt, Progress, StartDate, DueDate, CreatedAt, UpdatedAt, SyncedAt, Currency, Mrr, Arr, Nrr, CompanyId, OwnerId")]
    [InlineData("$filter=Name eq @p&@p='x''y'&$select=Id", "from Projects where Name Equal $0:Text select Id <- 'x'y'")]
    [InlineData("$filter=Status eq @s&@s='ON_HOLD'&$select=Id", "from Projects where Status Equal $0:Enum select Id <- 3")]
    [InlineData("$filter=CreatedAt gt 2024-01-01T00:00:00%2B01:00&$select=Id", "from Projects where CreatedAt Greater $0:Instant select Id <- 2023-12-31T23:00:00.0000000Z")]
    [Clause("I-2"), Clause("I-4"), Clause("A-5"), Clause("M-5"), Clause("M-6"), Clause("N-3")]
    public void Options_become_this_plan(string options, string plan) => PlanText.Query("Projects", options).ShouldBe(plan);

    [Theory]
    [InlineData("$select=Name&$expand=Tags/$count", 501, "PJG205")]
    [InlineData("$apply=topcount(5,Mrr)", 501, "PJG205")]
    [InlineData("$apply=identity", 501, "PJG205")]
    [InlineData("$apply=groupby((rollup($all,Status)))", 501, "PJG205")]
    [InlineData("$apply=groupby((Status))/orderby(Status)", 501, "PJG205")]
    [InlineData("$apply=concat(aggregate($count as N),aggregate(Mrr with sum as S))", 501, "PJG205")]
    [InlineData("$apply=groupby((Status),aggregate($count as N))/groupby((N),aggregate($count as M))", 501, "PJG205")]
    [InlineData("$search=foo OR bar&$select=Id", 501, "PJG205")]
    [InlineData("$foo=1", 400, "PJG100")]
    [InlineData("$index=1", 501, "PJG205")]
    [InlineData("$top=-1", 400, "PJG203")]
    [InlineData("$top=5&$top=6", 400, "PJG100")]
    [InlineData("$select=Nope", 400, "PJG200")]
    [InlineData("$select=name", 400, "PJG200")]
    [InlineData("$expand=Company($expand=Projects($expand=Company($expand=Projects($expand=Company($expand=Projects($expand=Company))))))", 400, "PJG200")]
    [InlineData("$select=Id&$expand=Tags($search=x)", 501, "PJG205")]
    [InlineData("$orderby=", 400, "PJG200")]
    [InlineData("$filter=", 400, "PJG200")]
    [InlineData("$select=Name&$expand=Tags($levels=2)", 400, "PJG200")]
    [Clause("O-7"), Clause("M-7")]
    public void Options_are_refused_with_this_code(string options, int status, string code)
    {
        var error = PlanText.Refused("Projects", options);
        error.Status.ShouldBe(status);
        error.Code.Id.ShouldBe(code);
    }
}
