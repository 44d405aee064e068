using System.Diagnostics;
using System.Runtime.CompilerServices;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL;

/// <summary>Parses, validates, coerces and executes requests. One instance per schema, shared by all requests.</summary>
public sealed class GraphQLEngine
{
    private readonly DocumentCache _cache;

    public GraphQLEngine(Schema schema, GraphQLOptions? options = null)
    {
        Schema = schema;
        Options = options ?? new GraphQLOptions();
        _cache = new DocumentCache(Options.CacheSize, Options.MaxCachedTextLength, ParseAndValidate);
    }

    public Schema Schema { get; }

    public GraphQLOptions Options { get; }

    public EngineCounters Counters { get; } = new();

    /// <summary>Parses and validates the text, or returns it from the cache.</summary>
    public PreparedDocument Prepare(string text) => _cache.Get(text);

    /// <summary>Executes a query or mutation. Errors of the request are returned in the result, not thrown.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<GraphQLResult> ExecuteAsync(GraphQLRequest request, CancellationToken cancellationToken = default)
    {
        if (!TryPrepareExecution(request, out ExecutionRequest? execution, out StageTimes times, out GraphQLResult? refusal))
            return refusal!;
        if (execution!.Operation.Kind == OperationKind.Subscription)
        {
            return new GraphQLResult(
                RequestErrorKind.SubscriptionNotAllowed,
                new GraphQLError("Subscriptions are not supported by this transport.")
            );
        }

        return await RunAsync(execution, times, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns one result per event. A query, a mutation or a refused request has a single result.</summary>
    public async IAsyncEnumerable<GraphQLResult> SubscribeAsync(
        GraphQLRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (!TryPrepareExecution(request, out ExecutionRequest? execution, out StageTimes times, out GraphQLResult? refusal))
        {
            yield return refusal!;
            yield break;
        }

        if (execution!.Operation.Kind != OperationKind.Subscription)
        {
            yield return await RunAsync(execution, times, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        (IAsyncEnumerable<object?>? events, GraphQLError? error) = await EventStream
            .OpenAsync(execution with { CancellationToken = cancellationToken })
            .ConfigureAwait(false);
        if (events is null)
        {
            yield return new GraphQLResult(error!);
            yield break;
        }

        var admission = new OperationAdmission(Schema, execution.Operation, execution.Variables, request.State, times);
        await foreach (object? item in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (Options.BeforeEvent is { } before)
                await before(admission, cancellationToken).ConfigureAwait(false);
            yield return await RunAsync(execution with { RootValue = item }, times, cancellationToken).ConfigureAwait(false);
        }
    }

    private PreparedDocument ParseAndValidate(string text)
    {
        Counters.CountParsed();
        long start = Stopwatch.GetTimestamp();
        DocumentNode document;
        try
        {
            document = Parser.Parse(text, Options.ParserLimits, Schema.Names);
        }
        catch (GraphQLSyntaxException exception)
        {
            return new PreparedDocument(
                Schema,
                Counters,
                null,
                RequestErrorKind.Syntax,
                [new GraphQLError(exception.Message, exception.Location)]
            );
        }

        TimeSpan parse = Stopwatch.GetElapsedTime(start);
        Counters.CountValidated();
        var context = new ValidationContext(Schema, document, Options.ValidationLimits);
        IReadOnlyList<GraphQLError> errors = DocumentValidator.Validate(context);
        return new PreparedDocument(Schema, Counters, document, errors.Count > 0 ? RequestErrorKind.Validation : null, errors)
        {
            FieldCount = context.FieldCount,
            PreparationTimes = (start, parse),
        };
    }

    // All phases before execution. Each step that can refuse the request returns early.
    private bool TryPrepareExecution(
        GraphQLRequest request,
        out ExecutionRequest? execution,
        out StageTimes times,
        out GraphQLResult? refusal
    )
    {
        long start = Stopwatch.GetTimestamp();
        execution = null;
        times = default;
        PreparedDocument document = Prepare(request.Query);
        if (document.ErrorKind is { } problem)
        {
            refusal = new GraphQLResult(problem, document.Errors);
            return false;
        }

        CompiledOperation operation;
        try
        {
            operation = document.GetOperation(request.OperationName);
        }
        catch (GraphQLException exception)
        {
            refusal = new GraphQLResult(RequestErrorKind.OperationNotFound, new GraphQLError(exception.Message, exception.Locations ?? []));
            return false;
        }

        if (operation.Kind == OperationKind.Mutation && !request.AllowMutations)
        {
            refusal = new GraphQLResult(
                RequestErrorKind.MethodNotAllowed,
                new GraphQLError("Can only perform a mutation operation from a POST request.")
            );
            return false;
        }

        long prepared = Stopwatch.GetTimestamp();
        VariableValues variables = VariableCoercion.Coerce(
            operation.Variables,
            request.Variables,
            Options.MaxListSize,
            Options.AllowSuggestions,
            out IReadOnlyList<GraphQLError> errors
        );
        refusal = errors.Count > 0 ? new GraphQLResult(RequestErrorKind.Coercion, errors) : null;
        bool isKnown = document.PreparationTimes.Started < start;
        times = new StageTimes(Stopwatch.GetElapsedTime(start, prepared), Stopwatch.GetElapsedTime(prepared), default)
        {
            Parse = isKnown ? default : document.PreparationTimes.Parse,
            IsCachedDocument = isKnown,
        };
        execution = new ExecutionRequest(
            Schema,
            operation,
            variables,
            request.RootValue,
            request.State,
            Options.ErrorMapper,
            Options.ErrorExtensions,
            Options.MaxResultNodes,
            default
        );
        if (
            refusal is null
            && Options.AdmitOperation?.Invoke(new OperationAdmission(Schema, operation, variables, request.State, times)) is { } refused
        )
            refusal = new GraphQLResult(RequestErrorKind.NotAdmitted, refused) { Times = times };
        return refusal is null;
    }

    private async Task<GraphQLResult> RunAsync(ExecutionRequest execution, StageTimes times, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        // A mutation's resolvers have their own time limits. The outcome of a write that has begun must be reported, however
        // long it takes.
        bool isLimited = Options.ExecutionTimeout is not null && execution.Operation.Kind != OperationKind.Mutation;
        using CancellationTokenSource? timeout = !isLimited ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is not null)
            timeout.CancelAfter(Options.ExecutionTimeout!.Value);
        try
        {
            ExecutionOutcome outcome = await Executor
                .ExecuteAsync(execution with { CancellationToken = timeout?.Token ?? cancellationToken })
                .ConfigureAwait(false);
            return new GraphQLResult(outcome) { Times = times with { Execute = Stopwatch.GetElapsedTime(start) } };
        }
        catch (OperationCanceledException) when (timeout?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
        {
            return new GraphQLResult(
                RequestErrorKind.Timeout,
                new GraphQLError("The request exceeded the time limit of this server. Request less data, or retry later.")
            );
        }
    }
}
