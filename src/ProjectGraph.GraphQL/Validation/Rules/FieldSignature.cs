using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>The name and arguments of a field, in canonical order. Equal for two fields that request the same.</summary>
internal static class FieldSignature
{
    public static string Of(FieldNode field) => field.Arguments.Length == 0
        ? field.Name
        : $"{field.Name}({string.Join(", ", field.Arguments.Select(Of).Order(StringComparer.Ordinal))})";

    private static string Of(ArgumentNode argument) => $"{argument.Name}: {Printer.Print(Sorted(argument.Value))}";

    private static ValueNode Sorted(ValueNode value) => value switch
    {
        ListValueNode list => list with { Items = [.. list.Items.Select(Sorted)] },
        ObjectValueNode map => map with
        {
            Fields =
            [
                .. map.Fields.OrderBy(field => field.Name, StringComparer.Ordinal)
                    .Select(field => field with { Value = Sorted(field.Value) }),
            ],
        },
        _ => value,
    };
}
