using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// The entry point of this phase. Executes one compiled operation (spec section 6). Available values are completed
/// immediately, without tasks. Pending values are queued when they are ready, and one loop completes the queue. The response
/// tree has a single writer and needs no locks, however many resolvers run concurrently.
/// </summary>
internal sealed partial class Executor
{
    private readonly ExecutionRequest _request;
    private readonly List<GraphQLError> _errors = [];
    private Channel<PendingField>? _ready;
    private int _pending;
    private int _nodes;
    private bool _dataIsNull;

    private Executor(ExecutionRequest request) => _request = request;

    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public static ValueTask<ExecutionOutcome> ExecuteAsync(ExecutionRequest request) => new Executor(request).RunAsync();

    private async ValueTask<ExecutionOutcome> RunAsync()
    {
        var data = new ObjectResult(_request.Operation.Selections.GetFieldArray(_request.Operation.RootType), null, 0);
        try
        {
            if (_request.Operation.Kind == OperationKind.Mutation)
                await ExecuteSeriallyAsync(data).ConfigureAwait(false);
            else
                ExecuteFields(data, _request.RootValue);
            await CompletePendingAsync().ConfigureAwait(false);
        }
        catch (GraphQLException refused)
        {
            // Field errors are caught at the field. This is an error of a condition on the root, or of the result limit.
            _errors.Add(CreateError(refused));
            _dataIsNull = true;
        }

        return new ExecutionOutcome(_dataIsNull ? null : data, _errors);
    }

    // Spec section 6.2.2: a mutation's root fields are executed serially, each with all of its sub-selections.
    private async ValueTask ExecuteSeriallyAsync(ObjectResult data)
    {
        for (int i = 0; i < data.Fields.Length && !data.IsDiscarded; i++)
        {
            _request.CancellationToken.ThrowIfCancellationRequested();
            ExecuteField(data, i, _request.RootValue);
            await CompletePendingAsync().ConfigureAwait(false);
        }
    }

    private void ExecuteFields(ObjectResult node, object? parent)
    {
        for (int i = 0; i < node.Fields.Length && !node.IsDiscarded; i++)
            ExecuteField(node, i, parent);
    }

    private void ExecuteField(ObjectResult node, int slot, object? parent)
    {
        SelectedField field = node.Fields[slot];
        if (!field.IsIncluded(_request.Variables))
        {
            node.Slots[slot] = ResultNode.ExcludedSlot;
            return;
        }

        try
        {
            FieldDefinition definition = field.Definition;
            if (definition.Read is { } read)
                Complete(node, slot, read(parent));
            else if (definition.ReadWith is { } readWith)
                Complete(node, slot, readWith(parent, field.CoerceArguments(_request.Variables)));
            else if (definition.Resolve is { } resolve)
                CompleteOrDefer(node, slot, resolve(new ResolverContext(_request, node, slot, parent)));
            else
                Complete(node, slot, definition.Subscribe is null ? ReadMember(parent, definition.Name) : parent);
        }
        catch (Exception exception) when (IsFieldError(exception))
        {
            ReportFieldError(node, slot, exception);
        }
    }

    private static object? ReadMember(object? parent, string name) =>
        parent is IReadOnlyDictionary<string, object?> map && map.TryGetValue(name, out object? value) ? value : null;

    private void CompleteOrDefer(ResultNode node, int slot, ValueTask<object?> task)
    {
        ValueTaskAwaiter<object?> awaiter = task.GetAwaiter();
        if (awaiter.IsCompleted)
        {
#pragma warning disable VSTHRD002 // The task is completed.
            Complete(node, slot, awaiter.GetResult());
#pragma warning restore VSTHRD002
            return;
        }

        Channel<PendingField> ready = _ready ??= Channel.CreateUnbounded<PendingField>(new UnboundedChannelOptions { SingleReader = true });
        _pending++;
        var pending = new PendingField(node, slot, awaiter);
        awaiter.UnsafeOnCompleted(() => ready.Writer.TryWrite(pending));
    }

    private async ValueTask CompletePendingAsync()
    {
        while (_pending > 0)
        {
            PendingField field = await _ready!.Reader.ReadAsync(_request.CancellationToken).ConfigureAwait(false);
            _pending--;
            try
            {
#pragma warning disable VSTHRD103 // The task is completed.
                object? value = field.Awaiter.GetResult();
#pragma warning restore VSTHRD103
                if (!field.Node.IsWithinDiscarded)
                    Complete(field.Node, field.Slot, value);
            }
            catch (Exception exception) when (IsFieldError(exception))
            {
                if (!field.Node.IsWithinDiscarded)
                    ReportFieldError(field.Node, field.Slot, exception);
            }
        }
    }

    // Cancellation ends the request, and so does a result over its limit. Every other exception is an error of one field.
    private bool IsFieldError(Exception exception) =>
        exception is not ResultTooLargeException
        && !(exception is OperationCanceledException && _request.CancellationToken.IsCancellationRequested);

    private void ReportFieldError(ResultNode node, int slot, Exception exception)
    {
        GraphQLError error = exception is GraphQLException known ? CreateError(known) : _request.ErrorMapper(exception);
        _errors.Add(
            new GraphQLError(
                error.Message,
                error.Locations.Count > 0 ? error.Locations : node.GetField(slot).GetLocations(_request.Variables)
            )
            {
                Path = node.GetPath(slot),
                Extensions = error.Extensions,
            }
        );
        if (!node.PropagateNull(slot))
            _dataIsNull = true;
    }

    private GraphQLError CreateError(GraphQLException exception) =>
        new(exception.Message, exception.Locations ?? []) { Extensions = exception.Extensions ?? _request.ErrorExtensions(exception) };

    private sealed record PendingField(ResultNode Node, int Slot, ValueTaskAwaiter<object?> Awaiter);
}
