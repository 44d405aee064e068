using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL.Tests.Validation;

[Spec("5", "Limits of depth, aliases, root fields, fields")]
public class DocumentLimitsTests
{
    [Fact]
    public void Depth_is_rejected_from_the_first_level_over_the_limit()
    {
        var limits = new ValidationLimits { MaxDepth = 3 };
        Errors("{ chair { made { legs } } }", limits).ShouldBeEmpty();
        Errors("query Q { chair { made { made { legs } } } }", limits)
            .ShouldBe(["Operation \"Q\" is 4 levels deep, fragments included; the limit is 3. (1:1)"]);
    }

    [Fact]
    public void Fragments_add_to_depth_and_inline_ones_do_not()
    {
        var limits = new ValidationLimits { MaxDepth = 3 };
        Errors("{ ... { ... { chair { ...F } } } } fragment F on Chair { ... { made { legs } } }", limits).ShouldBeEmpty();
        Errors("{ chair { ...F } } fragment F on Chair { made { ...G } } fragment G on Chair { made { legs } }", limits)
            .ShouldBe(["The operation is 4 levels deep, fragments included; the limit is 3. (1:1)"]);
    }

    [Fact]
    public void Introspection_is_not_exempt() =>
        Errors("{ __schema { types { fields { type { name } } } } }", new ValidationLimits { MaxDepth = 4 })
            .ShouldBe(["The operation is 5 levels deep, fragments included; the limit is 4. (1:1)"]);

    [Fact]
    public void Root_fields_are_counted_through_fragments() =>
        Errors(
                "{ a: __typename ...F ... { ...F } } fragment F on Query { chair { legs } table { legs } }",
                new ValidationLimits { MaxRootFields = 4 }
            )
            .ShouldBe(["The operation has 5 root fields, fragments included; the limit is 4. (1:1)"]);

    [Fact]
    public void Aliases_are_counted_where_fragments_are_spread() =>
        Errors("{ chair { ...F } table { ...F } } fragment F on Thing { a: name b: name }", new ValidationLimits { MaxAliases = 3 })
            .ShouldBe(["The operation has 4 aliases, fragments included; the limit is 3. (1:1)"]);

    [Fact]
    public void Every_operation_is_looked_at() =>
        Errors("query A { chair { legs } } query B { chair { legs } table { legs } }", new ValidationLimits { MaxFields = 3 })
            .ShouldBe(["Operation \"B\" has 4 fields, fragments included; the limit is 3. (1:28)"]);

    [Fact]
    public void Errors_are_capped()
    {
        string[] errors = Errors(
            "{ " + string.Join(' ', Enumerable.Range(0, 50).Select(i => "x" + i)) + " }",
            new ValidationLimits { MaxErrors = 10 }
        );
        errors.Length.ShouldBe(11);
        errors[^1].ShouldBe("Too many validation errors, error limit reached. Validation aborted.");
    }

    private static string[] Errors(string text, ValidationLimits limits) =>
        [
            .. DocumentValidator
                .Validate(new ValidationContext(ValidationSchema.Instance, Parser.Parse(text), limits))
                .Select(error => error.ToString()),
        ];
}
