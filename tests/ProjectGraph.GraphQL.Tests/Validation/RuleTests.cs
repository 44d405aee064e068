using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL.Tests.Validation;

/// <summary>Runs one rule alone, so that a case may be wrong in other ways.</summary>
public abstract class RuleTests
{
    private protected abstract ValidationRule Create(ValidationContext context);

    private protected virtual ValidationLimits Limits => new();

    protected void ShouldAccept(string text) => Errors(text).ShouldBeEmpty();

    /// <summary>Errors as <c>message (line:column) …</c>.</summary>
    protected void ShouldReject(string text, params string[] errors) => Errors(text).ShouldBe(errors);

    private string[] Errors(string text) =>
        [
            .. DocumentValidator
                .Validate(new ValidationContext(ValidationSchema.Instance, Parser.Parse(text), Limits), [Create])
                .Select(error => error.ToString()),
        ];
}
