namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class FilterPlanTests
{
    [Theory]
    [InlineData("Name eq 'x'", "Name Equal $0:Text <- 'x'")]
    [InlineData("Status eq 'IN_PROGRESS'", "Status Equal $0:Enum <- 2")]
    [InlineData("Status eq ProjectGraph.ProjectStatus'IN_PROGRESS'", "Status Equal $0:Enum <- 2")]
    [InlineData("Status in ('IN_PROGRESS','ON_HOLD',null)", "Status in $0 or null <- [2, 3]")]
    [InlineData("Status in (ProjectGraph.ProjectStatus'IN_PROGRESS',null)", "Status in $0 or null <- [2]")]
    [InlineData("Status eq 'in_progress'", "Status Equal $0:Enum <- 2")]
    [InlineData("Status ne null", "not(Status is null)")]
    [InlineData("null eq Status", "Status is null")]
    [InlineData("Status gt 'ON_HOLD'", "Status Greater $0:Enum <- 3")]
    [InlineData("not(contains(Name,'x'))", "not(Name Contains $0:Text) <- 'x'")]
    [InlineData("NOT Archived", "not(true(Archived))")]
    [InlineData("CONTAINS(Name,'x') AND true", "and(Name Contains $0:Text, true) <- 'x'")]
    [InlineData("Mrr gt 1.5", "Mrr Greater $0:Decimal <- 1.5")]
    [InlineData("Mrr in (1,2.5)", "Mrr in $0 <- [1, 2.5]")]
    [InlineData("Progress gt 1.5", "Progress Greater $0:Decimal <- 1.5")]
    [InlineData("Progress mul 1.1 gt 0.1", "Multiply(Progress, $0:Decimal):Decimal Greater $1:Decimal <- 1.1; 0.1")]
    [InlineData("Progress in (1,2,null)", "Progress in $0 or null <- [1, 2]")]
    [InlineData("Progress add 1 gt 5", "Add(Progress, $0:Int):Int Greater $1:Int <- 1; 5")]
    [InlineData("Progress div 2 eq 3", "IntegerDivide(Progress, $0:Int):Int Equal $1:Int <- 2; 3")]
    [InlineData("Mrr mul 12 ge 100", "Multiply(Mrr, $0:Decimal):Decimal GreaterOrEqual $1:Decimal <- 12; 100")]
    [InlineData("-Progress lt 5", "Negate(Progress):Int Less $0:Int <- 5")]
    [InlineData("StartDate ge 2024-01-01", "StartDate GreaterOrEqual $0:Date <- 2024-01-01")]
    [InlineData("StartDate in (2024-01-01,2024-02-02)", "StartDate in $0 <- [2024-01-01, 2024-02-02]")]
    [InlineData("CreatedAt in (2024-01-01T00:00:00Z)", "CreatedAt in $0 <- [2024-01-01T00:00:00.0000000Z]")]
    [InlineData("CreatedAt gt 2024-01-01T00:00:00+01:00", "CreatedAt Greater $0:Instant <- 2023-12-31T23:00:00.0000000Z")]
    [InlineData("CreatedAt ge 2024-01-01", "CreatedAt GreaterOrEqual $0:Date <- 2024-01-01")]
    [InlineData("StartDate ge 2024-01-01T00:00:00Z", "StartDate GreaterOrEqual $0:Instant <- 2024-01-01T00:00:00.0000000Z")]
    [InlineData("date(CreatedAt) eq 2024-01-01", "Date(CreatedAt):Date Equal $0:Date <- 2024-01-01")]
    [InlineData("now() gt CreatedAt", "$0:Instant Greater CreatedAt <- RequestTime { Offset = 00:00:00 }")]
    [InlineData("CreatedAt gt now() sub duration'P1D'", "CreatedAt Greater $0:Instant <- RequestTime { Offset = -1.00:00:00 }")]
    [InlineData(
        "Name in ('a','b''c','d,e','f)(','\"q\"','back\\slash')",
        "Name in $0 <- ['a', 'b'c', 'd,e', 'f)(', '\"q\"', 'back\\slash']"
    )]
    [InlineData("Name in ('')", "Name in $0 <- ['']")]
    [InlineData("Name in('a')", "Name in $0 <- ['a']")]
    [InlineData("Id in (1,2)", "Id in $0 <- [1, 2]")]
    [InlineData("Company eq null", "not(exists Company)")]
    [InlineData("Company ne null", "exists Company")]
    [InlineData("Company/Name eq 'x'", "Company.Name Equal $0:Text <- 'x'")]
    [InlineData("Company/Name eq null", "Company.Name is null")]
    [InlineData("Tags/any(t:t/Tag eq 'x')", "Any Tags(Tag Equal $0:Text) <- 'x'")]
    [InlineData("Tags/any()", "Any Tags()")]
    [InlineData("Tags/all(t:t/Tag ne 'x' and $it/Name eq t/Tag)", "All Tags(and(Tag NotEqual $0:Text, ^Name Equal Tag)) <- 'x'")]
    [InlineData(
        "Managers/any(m:m/Name eq 'A' and m/OwnedProjects/any(p:p/Id eq $it/Id))",
        "Any Managers(and(Name Equal $0:Text, Any OwnedProjects(Id Equal ^^Id))) <- 'A'"
    )]
    [InlineData("Tags/$count gt 2", "count Tags Greater $0:Long <- 2")]
    [InlineData("Company/Projects/$count gt 2", "count Company.Projects Greater $0:Long <- 2")]
    [InlineData("VendorAccount/ProjectCount gt 5", "VendorAccount.ProjectCount Greater $0:Long <- 5")]
    [InlineData("indexof(Name,'x') eq 1", "IndexOf(Name, $0:Text):Int Equal $1:Int <- 'x'; 1")]
    [InlineData("substring(Name,1,2) eq 'a'", "Substring(Name, $0:Int, $1:Int):Text Equal $2:Text <- 1; 2; 'a'")]
    [InlineData("concat(concat(Name,'x'),Number) eq 'ax'", "Concat(Concat(Name, $0:Text):Text, Number):Text Equal $1:Text <- 'x'; 'ax'")]
    [InlineData("floor(Progress) eq 1", "Floor(Progress):Int Equal $0:Int <- 1")]
    [InlineData("cast(Progress,Edm.String) eq '1'", "ToText(Progress):Text Equal $0:Text <- '1'")]
    [InlineData("fractionalseconds(CreatedAt) lt 0.5", "FractionalSeconds(CreatedAt):Decimal Less $0:Decimal <- 0.5")]
    [InlineData("mindatetime() lt CreatedAt", "$0:Instant Less CreatedAt <- 0001-01-01T00:00:00.0000000Z")]
    [InlineData("Vendor has 'PLANHAT'", "Vendor Equal $0:Enum <- 2")]
    [InlineData("Name eq @p", "Name is null")]
    [InlineData("Name gt 'a' eq true", "(Name Greater $0:Text) Equal $1:Boolean <- 'a'; true")]
    [InlineData("1 eq 1", "$0:Int Equal $1:Int <- 1; 1")]
    [InlineData("contains(Name,null)", "false")]
    [InlineData("Name lt null", "false")]
    [InlineData("startswith(Name,tolower('A')) eq false", "(Name StartsWith ToLower($0:Text):Text) Equal $1:Boolean <- 'A'; false")]
    [InlineData("Vendor eq VendorAccount/Vendor", "Vendor Equal VendorAccount.Vendor")]
    [InlineData("Progress eq Mrr", "Progress Equal Mrr")]
    [InlineData("Progress eq 9999999999", "Progress Equal $0:Long <- 9999999999")]
    [InlineData("Archived eq null", "Archived is null")]
    [InlineData("Id eq 1L", "Id Equal $0:Long <- 1")]
    [InlineData("Heatpunk/Lat gt 1.5", "Heatpunk.Lat Greater $0:Double <- 1.5")]
    [InlineData("GrowCrm/BillingType eq 'FIXED'", "GrowCrm.BillingType Equal $0:Enum <- 2")]
    [InlineData("true", "true")]
    [InlineData("Name eq 'it''s'", "Name Equal $0:Text <- 'it's'")]
    [InlineData(
        "Name eq 'a' or Name eq 'b' or Name eq 'c'",
        "or(Name Equal $0:Text, Name Equal $1:Text, Name Equal $2:Text) <- 'a'; 'b'; 'c'"
    )]
    [InlineData("not (Progress lt 50)", "not(Progress Less $0:Int) <- 50")]
    [InlineData("tolower(Name) in ('a')", "ToLower(Name):Text in $0 <- ['a']")]
    [InlineData(
        "CustomFields/any(c:c/Name eq 'Budget' and c/Value gt '5')",
        "Any CustomFields(and(Name Equal $0:Text, Value Greater $1:Text)) <- 'Budget'; '5'"
    )]
    [InlineData("VendorAccount/Projects/any(p:p/Name eq 'x')", "Any VendorAccount.Projects(Name Equal $0:Text) <- 'x'")]
    [InlineData("contains(Name, 'a') eq contains(Number,'b')", "(Name Contains $0:Text) Equal (Number Contains $1:Text) <- 'a'; 'b'")]
    [InlineData("length(null) eq 1", "false")]
    [InlineData("-(-(Progress)) eq 1", "Negate(Negate(Progress):Int):Int Equal $0:Int <- 1")]
    [InlineData("Name eq null and null", "and(Name is null, false)")]
    [InlineData("Progress divby 2 eq 3", "Divide(Progress, $0:Int):Decimal Equal $1:Decimal <- 2; 3")]
    [InlineData("time(CreatedAt) lt 12:00:00", "TimeOfDay(CreatedAt):TimeOfDay Less $0:TimeOfDay <- 12:00")]
    [InlineData("Id in [1,2]", "Id in $0 <- [1, 2]")]
    [InlineData("Name in (Number)", "or(Name Equal Number)")]
    [InlineData("Tags/$count($filter=Tag eq 'a') gt 2", "count Tags(Tag Equal $0:Text) Greater $1:Long <- 'a'; 2")]
    [InlineData("isof(Name,Edm.String)", "not(Name is null)")]
    [InlineData("duration'P1D' eq duration'P1D'", "$0:Duration Equal $1:Duration <- 1.00:00:00; 1.00:00:00")]
    [InlineData("Tags/any(t:Managers/any(m:m/Name eq t/Tag))", "Any Tags(Any ^Managers(Name Equal ^Tag))")]
    [InlineData("totalseconds(duration'P1D') gt 1", "TotalSeconds($0:Duration):Decimal Greater $1:Decimal <- 1.00:00:00; 1")]
    [InlineData("Progress div 2.0 gt 1", "Divide(Progress, $0:Decimal):Decimal Greater $1:Decimal <- 2.0; 1")]
    [InlineData("CreatedAt add duration'PT1H' gt UpdatedAt", "Add(CreatedAt, $0:Duration):Instant Greater UpdatedAt <- 01:00:00")]
    [InlineData(
        "DueDate sub StartDate gt duration'P10D'",
        "Subtract(ToInstant(DueDate):Instant, ToInstant(StartDate):Instant):Duration Greater $0:Duration <- 10.00:00:00"
    )]
    [InlineData(
        "DueDate sub StartDate gt 'P10D'",
        "Subtract(ToInstant(DueDate):Instant, ToInstant(StartDate):Instant):Duration Greater $0:Duration <- 10.00:00:00"
    )]
    [InlineData(
        "StartDate add duration'P1D' eq 2024-01-02",
        "Date(Add(ToInstant(StartDate):Instant, $0:Duration):Instant):Date Equal $1:Date <- 1.00:00:00; 2024-01-02"
    )]
    [InlineData(
        "totalseconds(UpdatedAt sub CreatedAt) gt 60",
        "TotalSeconds(Subtract(UpdatedAt, CreatedAt):Duration):Decimal Greater $0:Decimal <- 60"
    )]
    [InlineData("matchesPattern(Name,'^P.*1$')", "true(Matches(Name, $0:Text):Boolean) <- '^P.*1$'")]
    [InlineData(
        "case(Progress gt 50:'a',true:'b') eq 'a'",
        "case(Progress Greater $0:Int: $1:Text, true: $2:Text):Text Equal $3:Text <- 50; 'a'; 'b'; 'a'"
    )]
    [InlineData(
        "case(Archived eq true:1,true:2.5) gt 1",
        "case(Archived Equal $0:Boolean: $1:Int, true: $2:Decimal):Decimal Greater $3:Decimal <- true; 1; 2.5; 1"
    )]
    [InlineData("hassubset(Tags/Tag,['a',\"b\"])", "and(Any Tags($0:Text Equal Tag), Any Tags($1:Text Equal Tag)) <- 'a'; 'b'")]
    [InlineData("'x' in Tags/Tag", "Any Tags($0:Text Equal Tag) <- 'x'")]
    [InlineData("isof(Company,ProjectGraph.Company)", "exists Company")]
    [InlineData(
        "cast(Vendor,Edm.String) eq 'PLANHAT'",
        "case(Vendor Equal $0:Enum: $1:Text, Vendor Equal $2:Enum: $3:Text, Vendor Equal $4:Enum: $5:Text, Vendor Equal $6:Enum: $7:Text, Vendor Equal $8:Enum: $9:Text, or(Vendor Less $10:Enum, Vendor Greater $11:Enum): $12:Text):Text Equal $13:Text <- 1; 'HEATPUNK'; 2; 'PLANHAT'; 3; 'GROW_CRM'; 4; 'CORE_DATA'; 5; 'PRODUCTIVE'; 1; 5; 'UNKNOWN'; 'PLANHAT'"
    )]
    [InlineData("Status eq 'UNKNOWN'", "or(Status Less $0:Enum, Status Greater $1:Enum) <- 1; 5")]
    [InlineData("Status in ('ON_HOLD','UNKNOWN')", "or(Status in $0, or(Status Less $1:Enum, Status Greater $2:Enum)) <- [3, 6]; 1; 5")]
    [InlineData("$it/Name eq 'x'", "Name Equal $0:Text <- 'x'")]
    [InlineData("$this/Name eq 'x'", "Name Equal $0:Text <- 'x'")]
    [InlineData("$root/Companies(1)/Name eq Company/Name", "Companies($0:Int).Name Equal Company.Name <- 1")]
    [InlineData(
        "Company/Projects/$count($filter=Progress gt 1 and $it/Id ne Id;$search=abc) gt 1",
        "count Company.Projects(and(Progress Greater $0:Int, ^Id NotEqual Id, found $1 in Projects)) Greater $2:Long <- 1; 'abc'; 1"
    )]
    [InlineData("Tags/any(t:t/Tag in ('a',$it/Name))", "Any Tags(or(Tag Equal $0:Text, Tag Equal ^Name)) <- 'a'")]
    [InlineData("Heatpunk/Lat lt INF", "Heatpunk.Lat Less $0:Double <- Infinity")]
    [InlineData("Heatpunk/Lat gt -INF and Heatpunk/Lat ne NaN", "and(Heatpunk.Lat Greater $0:Double, true) <- -Infinity")]
    [InlineData("Progress eq 1e1", "Progress Equal $0:Double <- 10")]
    [InlineData("Mrr gt 0.00001", "Mrr Greater $0:Double <- 1E-05")]
    [InlineData("not Name in ('a')", "not(Name in $0) <- ['a']")]
    [InlineData("Name eq 'a' and(Id eq 1)or(Id eq 2)", "or(and(Name Equal $0:Text, Id Equal $1:Long), Id Equal $2:Long) <- 'a'; 1; 2")]
    [InlineData("Progress sub 1 mul 2 gt 3", "Subtract(Progress, Multiply($0:Int, $1:Int):Int):Int Greater $2:Int <- 1; 2; 3")]
    [InlineData("ProjectGraph.Project/Name eq 'x'", "Name Equal $0:Text <- 'x'")]
    [InlineData("Tags/$count eq Managers/$count", "count Tags Equal count Managers")]
    [InlineData("substring(Name,-3) eq 'abc'", "Substring(Name, $0:Int):Text Equal $1:Text <- -3; 'abc'")]
    [InlineData("date(now()) gt StartDate", "Date($0:Instant):Date Greater StartDate <- RequestTime { Offset = 00:00:00 }")]
    [InlineData("Archived", "true(Archived)")]
    [InlineData("12.5 mul 2 lt Mrr", "Multiply($0:Decimal, $1:Decimal):Decimal Less Mrr <- 12.5; 2")]
    [InlineData("null in (Status)", "or(Status is null)")]
    [InlineData("Company/Name in (null,'x')", "Company.Name in $0 or null <- ['x']")]
    [Clause("O-15"), Clause("M-6"), Clause("M-8"), Clause("N-1"), Clause("N-2")]
    public void A_filter_becomes_this_condition(string filter, string condition) => PlanText.Filter(filter).ShouldBe(condition);

    [Theory]
    [InlineData("Status in ('NOPE')", 400, "BAD_USER_INPUT")]
    [InlineData("Status eq 'NOPE'", 400, "BAD_USER_INPUT")]
    [InlineData("archived eq true", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Name in ()", 400, "ODATA_PARSE_FAILED")]
    [InlineData("hassubsequence(Name,Name)", 501, "NOT_IMPLEMENTED")]
    [InlineData("foo(Name)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("Name", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Vendor eq 2", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("case(true:1)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("geo.distance(Name,Name) lt 1", 501, "NOT_IMPLEMENTED")]
    [InlineData("Name has 'x'", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("a", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("'", 400, "ODATA_PARSE_FAILED")]
    [InlineData("((", 400, "ODATA_PARSE_FAILED")]
    [InlineData("contains(Name,'x'", 400, "ODATA_PARSE_FAILED")]
    [InlineData("year(StartDate) eq 2024 and quarter(StartDate) eq 1", 400, "ODATA_PARSE_FAILED")]
    [InlineData("contains(Name)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("length(Progress) eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Name gt 5", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Name add 1 eq 2", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("matchesPattern(Name,'(')", 400, "INVALID_PATTERN")]
    [InlineData("matchesPattern(Name,'(?=a)')", 400, "INVALID_PATTERN")]
    [InlineData("Tags eq null", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Company eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Company", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Tags/any(t:t)", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Tags/all()", 400, "ODATA_PARSE_FAILED")]
    [InlineData("Tags/any(t)", 400, "ODATA_PARSE_FAILED")]
    [InlineData("Status eq ProjectGraph.Vendor'PLANHAT'", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Name/any(n:n eq 'x')", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("cast(Name,Edm.Nope) eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Id eq 0b3c1d2e-0000-4000-8000-000000000000", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("Name eq 'a' Name", 400, "ODATA_PARSE_FAILED")]
    [InlineData("1 eq 1 eq", 400, "ODATA_PARSE_FAILED")]
    [InlineData("StartDate eq 2024-02-30", 400, "ODATA_PARSE_FAILED")]
    [InlineData("Name eq geography'POINT(1 1)'", 501, "NOT_IMPLEMENTED")]
    [InlineData("CreatedAt gt 2024-01-01T25:00:00Z", 400, "ODATA_PARSE_FAILED")]
    [InlineData("Vendor eq Status", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("$root/Nope(1)/Id eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("round(Name) eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("-Name eq 1", 400, "ODATA_VALIDATION_FAILED")]
    [InlineData("now(1) gt CreatedAt", 400, "ODATA_PARSE_FAILED")]
    [Clause("O-7"), Clause("B-16")]
    public void A_filter_is_refused_with_this_code(string filter, int status, string code)
    {
        var error = PlanText.Refused("Projects", "$filter=" + Uri.EscapeDataString(filter));
        error.Status.ShouldBe(status);
        error.Code.Id.ShouldBe(code);
        error.Message.ShouldNotContain("internal error");
    }
}
