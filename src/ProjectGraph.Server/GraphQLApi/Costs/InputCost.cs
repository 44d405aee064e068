using System.Collections;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>Computes the weights of a field's arguments and of their values.</summary>
internal static class InputCost
{
    /// <summary>Whether any argument has a weight, or can contain a value that has one.</summary>
    public static bool CanWeigh(FieldDefinition field) => field.Arguments.Any(CanWeigh);

    public static double Of(SelectedField field, VariableValues variables)
    {
        var cost = 0.0;
        foreach (var argument in field.Definition.Arguments)
        {
            if (!CanWeigh(argument)) continue;
            if (Given(field, argument, variables) is { } value) cost += (CostDirectives.WeightOf(argument, argument.Type) * Times(argument, value)) + Inside(value);
        }
        return cost;
    }

    private static bool CanWeigh(InputValueDefinition argument) =>
        argument.Type.Named is InputObjectType || CostDirectives.WeightOf(argument, argument.Type) > 0;

    private static object? Given(SelectedField field, InputValueDefinition argument, VariableValues variables)
    {
        try
        {
            return field.CoerceArgument(argument.Name, variables);
        }
        catch (GraphQLException)
        {
            // The field will report the error and read nothing.
            return null;
        }
    }

    // Each term of a search has the directive's weight. The field refuses longer texts, so they are not counted.
    private static int Times(InputValueDefinition argument, object value) =>
        argument.Tag is SearchTag && value is string { Length: <= Limits.SearchCharacters } text ? Math.Max(1, FilterWeight.CountTerms(text)) : 1;

    // The limits of the document and of the variables' JSON bound the depth.
    private static double Inside(object? value)
    {
        var cost = 0.0;
        if (value is InputObject fields)
        {
            foreach (var (name, inner) in fields)
            {
                var definition = fields.Type.Fields[name];
                if (inner is not null) cost += CostDirectives.WeightOf(definition, definition.Type) + Inside(inner);
            }
        }
        else if (value is IList items)
        {
            cost += items.Count;
            foreach (var item in items) cost += Inside(item);
        }
        return cost;
    }
}
