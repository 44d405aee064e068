using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The values of a plan's slots, in order.</summary>
internal sealed class PlanValues
{
    private readonly List<object?> _values = [];

    public int Count => _values.Count;

    public int Add(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    public SlotScalar AddSlot(object value, FieldKind kind) => new(Add(value), kind);

    public object?[] ToArray() => [.. _values];
}
