using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The values that travel with a plan, in the order of their slots.</summary>
internal sealed class PlanValues
{
    private readonly List<object?> values = [];

    public int Count => values.Count;

    public int Add(object value)
    {
        values.Add(value);
        return values.Count - 1;
    }

    public SlotScalar Slot(object value, FieldKind kind) => new(Add(value), kind);

    public object?[] ToArray() => [.. values];
}
