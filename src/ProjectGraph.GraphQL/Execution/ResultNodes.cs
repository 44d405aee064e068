using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// An object or list of a response that is being built. It knows its position in its parent, so that nulls propagate and
/// paths are built without storing anything in the successful case.
/// </summary>
internal abstract class ResultNode(ResultNode? parent, int slotInParent, int count)
{
    /// <summary>Marks the slot of a field that @skip or @include excluded.</summary>
    public static readonly object ExcludedSlot = new();

    public ResultNode? Parent { get; } = parent;

    public int SlotInParent { get; } = slotInParent;

    /// <summary>The values in selection or list order: nodes, serialized leaves, self-writing values or null.</summary>
    public object?[] Slots { get; } = new object?[count];

    /// <summary>Whether a null propagated to the parent. Pending work for a discarded node is ignored.</summary>
    public bool IsDiscarded { get; private set; }

    public bool IsWithinDiscarded
    {
        get
        {
            for (ResultNode? node = this; node is not null; node = node.Parent)
            {
                if (node.IsDiscarded)
                    return true;
            }

            return false;
        }
    }

    public abstract SelectedField GetField(int slot);

    public abstract GraphQLType GetSlotType(int slot);

    public abstract void WriteTo(Utf8JsonWriter writer);

    public IReadOnlyList<object> GetPath(int slot)
    {
        var path = new List<object>();
        for (ResultNode? node = this; node is not null; node = node.Parent)
        {
            path.Add(node.GetKey(slot));
            slot = node.SlotInParent;
        }

        path.Reverse();
        return path;
    }

    /// <summary>Propagates a null (spec section 6.4.4). False where the null reached the root.</summary>
    public bool PropagateNull(int slot)
    {
        ResultNode node = this;
        while (node.GetSlotType(slot).IsNonNull)
        {
            node.IsDiscarded = true;
            if (node.Parent is null)
                return false;
            (node, slot) = (node.Parent, node.SlotInParent);
        }

        node.Slots[slot] = null;
        return true;
    }

    protected abstract object GetKey(int slot);

    protected static void WriteSlot(Utf8JsonWriter writer, object? value)
    {
        if (value is ResultNode node)
            node.WriteTo(writer);
        else
            JsonValueWriter.Write(writer, value);
    }
}

internal sealed class ObjectResult(SelectedField[] fields, ResultNode? parent, int slotInParent)
    : ResultNode(parent, slotInParent, fields.Length)
{
    public SelectedField[] Fields { get; } = fields;

    public override SelectedField GetField(int slot) => Fields[slot];

    public override GraphQLType GetSlotType(int slot) => Fields[slot].Definition.Type;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (int i = 0; i < Fields.Length; i++)
        {
            object? value = Slots[i];
            if (ReferenceEquals(value, ExcludedSlot))
                continue;
            writer.WritePropertyName(Fields[i].EncodedName);
            WriteSlot(writer, value);
        }

        writer.WriteEndObject();
    }

    protected override object GetKey(int slot) => Fields[slot].ResponseName;
}

internal sealed class ListResult(SelectedField field, GraphQLType itemType, int count, ResultNode parent, int slotInParent)
    : ResultNode(parent, slotInParent, count)
{
    public override SelectedField GetField(int slot) => field;

    public override GraphQLType GetSlotType(int slot) => itemType;

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (object? value in Slots)
            WriteSlot(writer, value);
        writer.WriteEndArray();
    }

    protected override object GetKey(int slot) => slot;
}
