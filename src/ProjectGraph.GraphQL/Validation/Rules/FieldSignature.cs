using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>The name and arguments of a field, in canonical order. Equal for two fields that request the same.</summary>
internal static class FieldSignature
{
    public static string Create(FieldNode field) =>
        field.Arguments.Length == 0
            ? field.Name
            : $"{field.Name}({string.Join(", ", field.Arguments.Select(Create).Order(StringComparer.Ordinal))})";

    private static string Create(ArgumentNode argument) => $"{argument.Name}: {Printer.Print(SortFields(argument.Value))}";

    private static ValueNode SortFields(ValueNode value) =>
        value switch
        {
            ListValueNode list => list with { Items = [.. list.Items.Select(SortFields)] },
            ObjectValueNode map => map with
            {
                Fields =
                [
                    .. map
                        .Fields.OrderBy(field => field.Name, StringComparer.Ordinal)
                        .Select(field => field with { Value = SortFields(field.Value) }),
                ],
            },
            _ => value,
        };
}
