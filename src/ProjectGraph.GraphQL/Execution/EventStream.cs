using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>CreateSourceEventStream() of spec section 6.2.3.1.</summary>
internal static class EventStream
{
    /// <returns>The events, or the error that prevented the subscription.</returns>
    public static async ValueTask<(IAsyncEnumerable<object?>? Events, GraphQLError? Error)> OpenAsync(ExecutionRequest request)
    {
        SelectedField[] fields = request.Operation.Selections.GetFieldArray(request.Operation.RootType);
        SelectedField? field = fields.FirstOrDefault(candidate => candidate.IsIncluded(request.Variables));
        if (field?.Definition.Subscribe is not { } subscribe)
            return (null, new GraphQLError("The subscription field has no event source.", field?.GetLocations(request.Variables) ?? []));
        try
        {
            var node = new ObjectResult([field], null, 0);
            return (await subscribe(new ResolverContext(request, node, 0, request.RootValue)).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !request.CancellationToken.IsCancellationRequested)
        {
            GraphQLError error = exception is GraphQLException refused
                ? new GraphQLError(refused.Message) { Extensions = refused.Extensions ?? request.ErrorExtensions(refused) }
                : request.ErrorMapper(exception);
            return (
                null,
                new GraphQLError(error.Message, field.GetLocations(request.Variables))
                {
                    Path = [field.ResponseName],
                    Extensions = error.Extensions,
                }
            );
        }
    }
}
