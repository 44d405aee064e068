using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.UrlWriting;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>A plan's URL: every part of a plan has its words or a reason.</summary>
public sealed class ODataUrlTests
{
    private static readonly EntityModel Projects = GraphModel.Instance.Projects;
    private static readonly FieldScalar Name = Field(nameof(Project.Name));
    private static readonly FieldScalar Due = Field(nameof(Project.DueDate));
    private static readonly RelationModel Tags = Projects.Relation(nameof(Project.Tags));
    private static readonly RelationModel Company = Projects.Relation(nameof(Project.Company));
    private static readonly FieldScalar Tag = new(Tags.Target.Field(nameof(ProjectTag.Tag)));
    private static readonly SlotScalar Text = new(0, FieldKind.Text);
    private static readonly object?[] Values = ["it's 100% & more", new object[] { "a", "b+c" }, 2L, new DateOnly(2026, 1, 31)];

    private static readonly (Filter Filter, string Expected)[] Filters =
    [
        (new ConstantFilter(false), "false"),
        (
            new AndFilter([new ConstantFilter(true), new OrFilter([new IsNullFilter(Name), new IsNullFilter(Due)])]),
            "true and (Name eq null or DueDate eq null)"
        ),
        (new OrFilter([]), "false"),
        (new IsNullFilter(Due), "DueDate eq null"),
        (new NotFilter(new IsNullFilter(Due)), "DueDate ne null"),
        (new NotFilter(new OrFilter([new IsNullFilter(Name), new IsNullFilter(Due)])), "not (Name eq null or DueDate eq null)"),
        (new CompareFilter(Name, Comparison.Equal, Text), "Name eq 'it''s 100% & more'"),
        (
            new CompareFilter(Field(nameof(Project.Status)), Comparison.NotEqual, new SlotScalar(2, FieldKind.Enum)),
            "Status ne 'IN_PROGRESS'"
        ),
        (new CompareFilter(Due, Comparison.LessOrEqual, new SlotScalar(3, FieldKind.Date)), "DueDate le 2026-01-31"),
        (new InFilter(Name, 1, OrNull: true), "(Name in ('a','b+c') or Name eq null)"),
        (new TextFilter(Name, TextMatch.StartsWith, Text, IgnoreCase: true), "startswith(tolower(Name),tolower('it''s 100% & more'))"),
        (new BooleanFilter(Field(nameof(Project.Archived))), "Archived"),
        (new ExistsFilter([], Company), "Company ne null"),
        (new QuantifiedFilter([], Tags, Quantifier.Any, null), "Tags/any()"),
        (
            new QuantifiedFilter([], Tags, Quantifier.All, new CompareFilter(Tag, Comparison.Equal, new OuterScalar(1, Name))),
            "Tags/all(x0:x0/Tag eq $it/Name)"
        ),
    ];

    private static readonly (Scalar Scalar, string Expected)[] Scalars =
    [
        (Name, "Name"),
        (new FieldScalar([Company], Company.Target.Field(nameof(Company.Name))), "Company/Name"),
        (Text, "'it''s 100% & more'"),
        (new NullScalar(FieldKind.Text), "null"),
        (new CountScalar([], Tags), "Tags/$count"),
        (new FilterScalar(new IsNullFilter(Name)), "(Name eq null)"),
        (new CallScalar(ScalarFunction.Quarter, [Due], FieldKind.Int), "((month(DueDate) add 2) div 3)"),
        (new OuterScalar(1, Name), "$it/Name"),
        (new GroupScalar(0, FieldKind.Text), "Vendor"),
    ];

    [Fact]
    public void Every_filter_is_said_in_its_own_words()
    {
        foreach (var (filter, expected) in Filters)
            new UrlExpressionWriter(Values).WriteFilter(filter).ShouldBe(expected);
        Filters.Select(each => each.Filter.GetType()).ShouldBeSubsetOf(Kinds<Filter>());
        // Those of search expressions, pipelines and cross joins, which GraphQL's plans have none of.
        Kinds<Filter>()
            .Except(Filters.Select(each => each.Filter.GetType()))
            .ShouldBe([typeof(SearchFilter), typeof(InTableFilter), typeof(CrossFilter)], ignoreOrder: true);
    }

    [Fact]
    public void Every_scalar_is_said_in_its_own_words_or_has_a_reason()
    {
        foreach (var (scalar, expected) in Scalars)
            new UrlExpressionWriter(Values) { GroupColumns = ["Vendor"] }
                .WriteScalar(scalar)
                .ShouldBe(expected);
        Kinds<Scalar>()
            .Except(Scalars.Select(each => each.Scalar.GetType()))
            .ShouldBe(
                [
                    typeof(VersionScalar),
                    typeof(ColumnScalar),
                    typeof(AggregateScalar),
                    typeof(WindowScalar),
                    typeof(RelatedScalar),
                    typeof(LookupScalar),
                    typeof(CaseScalar),
                    typeof(CrossScalar),
                ],
                ignoreOrder: true
            );
        Should.Throw<NotExpressibleInODataException>(() => new UrlExpressionWriter(Values).WriteScalar(new VersionScalar([], Projects)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_has_words_or_a_reason(ScalarFunction function)
    {
        var plan = new QueryPlan
        {
            Source = Projects,
            Filter = new IsNullFilter(new CallScalar(function, [Name, Name, Name], FieldKind.Text)),
            Selection = new([Name], []),
        };
        var url = ODataUrl.Create(plan, Values);
        (url.Relative is null).ShouldBe(url.Reason is not null);
    }

    [Fact]
    public void What_a_query_string_gives_a_meaning_is_encoded_and_the_rest_stays_readable()
    {
        var plan = new QueryPlan
        {
            Source = Projects,
            Filter = new CompareFilter(Name, Comparison.Equal, Text),
            Selection = new([Name], []),
        };
        ODataUrl.Create(plan, Values).Relative.ShouldBe("Projects?$filter=Name%20eq%20'it''s%20100%25%20%26%20more'&$select=Name");
    }

    [Fact]
    public void A_url_that_the_service_would_not_take_is_none()
    {
        var plan = new QueryPlan
        {
            Source = Projects,
            Filter = new CompareFilter(Name, Comparison.Equal, Text),
            Selection = new([Name], []),
        };
        ODataUrl.Create(plan, [new string('x', 20_000)]).Reason!.ShouldContain("15000");
    }

    [Theory]
    [InlineData("audit", "\"audit\"")]
    [InlineData("  AND or \"a phrase\" x", "\"AND\" \"or\" \"a phrase\" \"x\"")]
    [InlineData("\" \"", "")]
    [InlineData("a\"b", null)]
    [InlineData("end\\", null)]
    public void A_search_text_is_said_term_by_term(string search, string? expected)
    {
        if (expected is null)
            Should.Throw<NotExpressibleInODataException>(() => UrlSearchWriter.Write(search));
        else
            UrlSearchWriter.Write(search).ShouldBe(expected);
    }

    public static TheoryData<ScalarFunction> Functions() => [.. Enum.GetValues<ScalarFunction>()];

    private static FieldScalar Field(string name) => new(Projects.Field(name));

    private static IEnumerable<Type> Kinds<T>() =>
        typeof(QueryPlan).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(T)));
}
