using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>The front of this phase: whether a document may be executed against a schema (spec section 5).</summary>
internal static class DocumentValidator
{
    public static IReadOnlyList<GraphQLError> Validate(
        Schema schema, DocumentNode document, ValidationLimits limits, IReadOnlyList<Func<ValidationContext, ValidationRule>>? rules = null)
    {
        var context = new ValidationContext(schema, document, limits);
        try
        {
            // Limits first: a document beyond them is not worth the rules' time, and could take much of it.
            DocumentLimits.Check(context);
            if (context.Errors.Count > 0)
                return context.Errors;

            new DocumentWalker(context, [new FactCollector(context)]).Walk();
            new DocumentWalker(context, [.. (rules ?? SpecifiedRules.All).Select(create => create(context))]).Walk();
        }
        catch (ValidationAbortedException)
        {
            context.Errors.Add(new GraphQLError("Too many validation errors, error limit reached. Validation aborted."));
        }

        return context.Errors;
    }
}
