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
    public static bool MayHaveWeight(FieldDefinition field) => field.Arguments.Any(MayHaveWeight);

    public static double Compute(SelectedField field, VariableValues variables)
    {
        var cost = 0.0;
        foreach (var argument in field.Definition.Arguments)
        {
            if (!MayHaveWeight(argument))
                continue;
            if (GetArgumentValue(field, argument, variables) is { } value)
                cost += (CostDirectives.GetWeight(argument, argument.Type) * GetMultiplier(argument, value)) + ComputeNested(value);
        }
        return cost;
    }

    private static bool MayHaveWeight(InputValueDefinition argument) =>
        argument.Type.InnermostType is InputObjectType || CostDirectives.GetWeight(argument, argument.Type) > 0;

    private static object? GetArgumentValue(SelectedField field, InputValueDefinition argument, VariableValues variables)
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
    private static int GetMultiplier(InputValueDefinition argument, object value) =>
        argument.Tag is SearchTag && value is string { Length: <= Limits.SearchCharacters } text
            ? Math.Max(1, FilterWeight.CountTerms(text))
            : 1;

    // The limits of the document and of the variables' JSON bound the depth.
    private static double ComputeNested(object? value)
    {
        var cost = 0.0;
        if (value is InputObject fields)
        {
            foreach (var (name, inner) in fields)
            {
                var definition = fields.Type.Fields[name];
                if (inner is not null)
                    cost += CostDirectives.GetWeight(definition, definition.Type) + ComputeNested(inner);
            }
        }
        else if (value is IList items)
        {
            cost += items.Count;
            foreach (var item in items)
                cost += ComputeNested(item);
        }
        return cost;
    }
}
