using System.Collections;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>The maximum length of a selected field's list.</summary>
/// <param name="holder">The field that has <c>@listSize</c>, and the arguments that it names.</param>
/// <param name="path">Response names from the root to it.</param>
internal sealed class ListSizing(SelectedField holder, ListSize list, string path)
{
    /// <summary>The field whose arguments bound the list.</summary>
    public SelectedField Holder => holder;

    public bool IsConstant => list.SlicingArguments.Count == 0 || holder.HasConstantArguments;

    /// <summary>Whether the list is a field of the result and not the result itself.</summary>
    public bool IsSizedField => list.SizedFields.Count > 0;

    public bool AppliesTo(SelectedField field) => list.SizedFields.Contains(field.Definition.Name);

    public double GetSize(VariableValues variables) => GetLargestArgument(variables).Size;

    /// <summary>Gets the argument that can shorten the list. Returns null if no argument is a number.</summary>
    public CostSlice? GetSlice(VariableValues variables)
    {
        var (name, size) = GetLargestArgument(variables);
        return holder.Definition.Arguments.FirstOrDefault(argument => argument.Name == name) is { Type.Nullable: ScalarType }
            ? new(path, name, size)
            : null;
    }

    private (string Name, double Size) GetLargestArgument(VariableValues variables)
    {
        (string Name, double Size)? largest = null;
        foreach (var name in list.SlicingArguments)
            if (GetArgumentSize(name, variables) is { } size && !(size <= largest?.Size))
                largest = (name, size);
        // A page is never larger than the limit, because the field refuses it.
        var (by, most) = largest ?? (list.SlicingArguments is [var argument, ..] ? argument : "", list.Assumed ?? 1);
        return (by, Math.Clamp(most, 0, ConnectionTypes.MaxPageSize));
    }

    private double? GetArgumentSize(string name, VariableValues variables)
    {
        try
        {
            return holder.CoerceArgument(name, variables) switch
            {
                int size => size,
                long size => size,
                ICollection items => items.Count,
                _ => null,
            };
        }
        catch (GraphQLException)
        {
            // The field will report the error and read nothing.
            return null;
        }
    }
}
