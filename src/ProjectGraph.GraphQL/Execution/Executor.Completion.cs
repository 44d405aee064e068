using System.Collections;
using System.Globalization;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

// CompleteValue() of spec section 6.4.3.
internal sealed partial class Executor
{
    private void Complete(ResultNode node, int slot, object? value)
    {
        GraphQLType type = node.GetSlotType(slot);
        if (value is null)
        {
            CompleteNull(node, slot, type);
            return;
        }

        if (value is ISelfWritingValue)
        {
            node.Slots[slot] = value;
            return;
        }

        switch (type.Nullable)
        {
            case LeafType leaf:
                object? serialized = leaf.CoerceResult(value);
                if (serialized is null)
                    CompleteNull(node, slot, type);
                else
                    node.Slots[slot] = serialized;
                break;
            case ObjectType objectType:
                CompleteObject(node, slot, objectType, value);
                break;
            case ListType list:
                CompleteList(node, slot, list, value);
                break;
            case CompositeType composite:
                CompleteObject(node, slot, ResolveRuntimeType(node.GetField(slot), composite, value), value);
                break;
        }
    }

    private static void CompleteNull(ResultNode node, int slot, GraphQLType type)
    {
        if (type.IsNonNull)
        {
            SelectedField field = node.GetField(slot);
            throw new GraphQLException($"Cannot return null for non-nullable field {field.ParentType.Name}.{field.Definition.Name}.");
        }

        node.Slots[slot] = null;
    }

    private void CompleteObject(ResultNode node, int slot, ObjectType type, object value)
    {
        if (type.IsTypeOf is { } isTypeOf && !isTypeOf(value))
            throw new GraphQLException($"Expected value of type \"{type.Name}\" but got: {ValueFormatter.Format(value)}.");
        CountNodes(1);
        var result = new ObjectResult(node.GetField(slot).Selections!.GetFieldArray(type), node, slot);
        node.Slots[slot] = result;
        ExecuteFields(result, value);
    }

    private void CompleteList(ResultNode node, int slot, ListType type, object value)
    {
        SelectedField field = node.GetField(slot);
        switch (value)
        {
            case IAsyncEnumerable<object?> stream:
                CompleteOrDefer(node, slot, ReadStreamAsync(stream));
                break;
            case IList items:
                CompleteItems(items, new ListResult(field, type.Item, items.Count, node, slot));
                break;
            case IEnumerable sequence and not (string or IDictionary):
                object?[] buffer = [.. sequence];
                CompleteItems(buffer, new ListResult(field, type.Item, buffer.Length, node, slot));
                break;
            default:
                throw new GraphQLException(
                    $"Expected Iterable, but did not find one for field \"{field.ParentType.Name}.{field.Definition.Name}\"."
                );
        }
    }

    private void CompleteItems(IList items, ListResult result)
    {
        CountNodes(items.Count);
        result.Parent!.Slots[result.SlotInParent] = result;
        for (int i = 0; i < result.Slots.Length && !result.IsDiscarded; i++)
        {
            try
            {
                Complete(result, i, items[i]);
            }
            catch (Exception exception) when (IsFieldError(exception))
            {
                ReportFieldError(result, i, exception);
            }
        }
    }

    private async ValueTask<object?> ReadStreamAsync(IAsyncEnumerable<object?> stream)
    {
        var items = new List<object?>();
        await foreach (object? item in stream.WithCancellation(_request.CancellationToken).ConfigureAwait(false))
            items.Add(item);
        return items;
    }

    private ObjectType ResolveRuntimeType(SelectedField field, CompositeType type, object value)
    {
        IReadOnlyList<ObjectType> possible = _request.Schema.GetPossibleTypes(type);
        string place = $"\"{field.ParentType.Name}.{field.Definition.Name}\"";
        string? name = type is IAbstractType { ResolveType: { } resolve }
            ? resolve(value)
            : possible.FirstOrDefault(candidate => candidate.IsTypeOf?.Invoke(value) == true)?.Name;
        if (name is null)
        {
            throw new GraphQLException(
                $"Abstract type \"{type.Name}\" must resolve to an Object type at runtime for field {place}. Either the \"{type.Name}\" "
                    + "type should provide a \"resolveType\" function or each possible type should provide an \"isTypeOf\" function."
            );
        }

        NamedType resolved = _request.Schema.FindType(name)
            ?? throw new GraphQLException(
                $"Abstract type \"{type.Name}\" was resolved to a type \"{name}\" that does not exist inside the schema."
            );
        if (resolved is not ObjectType objectType)
            throw new GraphQLException($"Abstract type \"{type.Name}\" was resolved to a non-object type \"{name}\".");
        return possible.Contains(objectType)
            ? objectType
            : throw new GraphQLException($"Runtime Object type \"{name}\" is not a possible type for \"{type.Name}\".");
    }

    private void CountNodes(int nodes)
    {
        // Synchronous resolvers never await, so they would not notice a cancellation.
        _request.CancellationToken.ThrowIfCancellationRequested();
        _nodes += nodes;
        if (_nodes > _request.MaxResultNodes)
        {
            throw new ResultTooLargeException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The result has more than {_request.MaxResultNodes} objects and list items. Select fewer."
                )
            );
        }
    }
}
