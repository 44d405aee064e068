using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// The entry point of this phase. Checks whether a document may be executed against a schema (spec section 5).
/// </summary>
internal static class DocumentValidator
{
    /// <returns>The errors, which the context also contains.</returns>
    public static IReadOnlyList<GraphQLError> Validate(
        ValidationContext context,
        IReadOnlyList<Func<ValidationContext, ValidationRule>>? rules = null
    )
    {
        try
        {
            // Limits come first, because the rules could take long for a document that exceeds them.
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
