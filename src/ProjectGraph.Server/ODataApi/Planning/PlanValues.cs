using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The values that travel with a plan, in the order of their slots.</summary>
internal sealed class PlanValues
{
    private readonly List<object?> _values = [];

    public int Count => _values.Count;

    public int Add(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    public SlotScalar Slot(object value, FieldKind kind) => new(Add(value), kind);

    public object?[] ToArray() => [.. _values];
}
