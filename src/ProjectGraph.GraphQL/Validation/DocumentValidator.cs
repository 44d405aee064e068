using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>The front of this phase: whether a document may be executed against a schema (spec section 5).</summary>
internal static class DocumentValidator
{
    /// <returns>The errors, which are the context's too.</returns>
    public static IReadOnlyList<GraphQLError> Validate(
        ValidationContext context, IReadOnlyList<Func<ValidationContext, ValidationRule>>? rules = null)
    {
        try
        {
            // Limits first: a document beyond them is not worth the rules' time, and could take much of it.
            DocumentLimits.Check(context);
            if (context.Errors.Count > 0)
                return context.Errors;

            new DocumentWalker(context, [new FactCollector(context)]).Walk();
            new DocumentWalker(context, Create(rules ?? SpecifiedRules.All, context)).Walk();
        }
        catch (ValidationAbortedException)
        {
            context.Errors.Add(new GraphQLError("Too many validation errors, error limit reached. Validation aborted."));
        }

        return context.Errors;
    }

    private static ValidationRule[] Create(IReadOnlyList<Func<ValidationContext, ValidationRule>> rules, ValidationContext context)
    {
        var created = new ValidationRule[rules.Count];
        for (int i = 0; i < created.Length; i++)
            created[i] = rules[i](context);
        return created;
    }
}
