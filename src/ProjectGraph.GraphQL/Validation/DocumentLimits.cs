using System.Globalization;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>Rejects oversized documents before any rule visits them. All fields count, including introspection.</summary>
internal static class DocumentLimits
{
    public static void Check(ValidationContext context)
    {
        var measure = new DocumentSizeCalculator(context);
        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            if (definition is not OperationNode operation)
                continue;
            DocumentSizeCalculator.Size size = measure.Measure(operation.SelectionSet);
            context.FieldCount += size.Fields;
            CheckOperation(context, operation, size);
        }

        foreach (DefinitionNode definition in context.Document.Definitions)
        {
            if (definition is FragmentNode fragment)
                measure.MeasureFragment(fragment);
        }

        if (measure.IsTooNested)
        {
            context.Report(
                HostRule.Limits,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Selections and fragments are nested more than {context.Limits.MaxNesting} levels deep."
                )
            );
        }

        context.HasFragmentCycles = measure.HasCycles;
    }

    private static void CheckOperation(ValidationContext context, OperationNode operation, DocumentSizeCalculator.Size size)
    {
        ValidationLimits limits = context.Limits;
        CheckCount(context, operation, "is", size.Depth, "levels deep", limits.MaxDepth);
        CheckCount(context, operation, "has", size.RootFields, "root fields", limits.MaxRootFields);
        CheckCount(context, operation, "has", size.Aliases, "aliases", limits.MaxAliases);
        CheckCount(context, operation, "has", size.Fields, "fields", limits.MaxFields);
    }

    private static void CheckCount(ValidationContext context, OperationNode operation, string verb, long actual, string unit, int limit)
    {
        if (actual <= limit)
            return;
        string subject = operation.Name is null ? "The operation" : $"Operation \"{operation.Name.Value}\"";
        context.Report(
            HostRule.Limits,
            string.Create(CultureInfo.InvariantCulture, $"{subject} {verb} {actual} {unit}, fragments included; the limit is {limit}."),
            operation.Location
        );
    }
}
