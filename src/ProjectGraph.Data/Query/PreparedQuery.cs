using System.Collections.Concurrent;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>A plan with its statements, ready to run with any values. Planners cache it with their own shape.</summary>
public sealed class PreparedQuery
{
    // Each page size may be a shape of its own.
    private const int MaxShapes = 64;

    private readonly ReadRouter _route;
    private readonly IndexedSlots _indexedSlots;
    private readonly int[]? _pageSizeSlots;
    private readonly QueryWorkEstimate _work;
    private readonly ConcurrentDictionary<StatementShape, LevelStatements> _byShape = new();

    internal PreparedQuery(QueryPlan plan, ReadRouter route)
    {
        _route = route;
        Plan = plan;
        _work = new(plan);
        _indexedSlots = route.Store.Dialect.JoinsTextIndex ? new(plan) : IndexedSlots.None;
        _pageSizeSlots = route.Store.Dialect.UsesGenericPlan(plan) ? [.. PageSizes.GetSlots(plan)] : null;
        // Translate now, so that an unsupported plan fails before anything runs, and again once values are known.
        var unknown = Translate(StatementShape.Unknown);
        if (plan.SearchSlot is null && _indexedSlots.IsEmpty && _pageSizeSlots is null)
            _byShape[StatementShape.Unknown] = unknown;
    }

    public QueryPlan Plan { get; }

    /// <summary>The statements: one per level and one per count. A nested level with large pages may have a second, simpler form.</summary>
    public IReadOnlyList<string> Sql => [.. _byShape.Values.SelectMany(level => level.All).Select(statement => statement.Sql)];

    /// <summary>Runs the statements in one read transaction, so that all levels show the same state.</summary>
    /// <param name="values">By slot: string, long (also for Int and Enum), bool, decimal, double, DateOnly, DateTimeOffset,
    /// or <c>IReadOnlyList&lt;object&gt;</c> of these for a list slot.</param>
    /// <param name="scope">The vendor accounts whose rows may be read, counted or compared, at every level.</param>
    /// <param name="memory">Accounts for the rows until the result is disposed; null if they are not part of a response.</param>
    /// <param name="trace">Records every statement that is sent.</param>
    public async ValueTask<QueryResult> RunAsync(
        IReadOnlyList<object?> values,
        AccountScope scope,
        CancellationToken cancellationToken,
        IResponseMemory? memory = null,
        QueryTrace? trace = null
    )
    {
        var statements = GetStatements(GetShape(values, scope));
        RetryDelays? pauses = null;
        while (true)
        {
            try
            {
                return await RunOnceAsync(statements, values, scope, memory, trace, cancellationToken);
            }
            catch (Exception failure) when (_route.Store.IsConnectionFailure(failure))
            {
                // No part of the result has been returned yet, so the query can be repeated.
                if ((pauses ??= new()).Next() is not { } pause)
                    throw _route.Store.TranslateFailure(failure) ?? failure;
                await Task.Delay(pause, cancellationToken);
                trace?.Clear();
            }
            catch (Exception failure) when (_route.Store.TranslateFailure(failure) is { } translated)
            {
                throw translated;
            }
        }
    }

    private async ValueTask<QueryResult> RunOnceAsync(
        LevelStatements statements,
        IReadOnlyList<object?> values,
        AccountScope scope,
        IResponseMemory? memory,
        QueryTrace? trace,
        CancellationToken cancellationToken
    )
    {
        var isHeavy = _work.ReadsAllRows
            ? await _route.IsHeavyAsync(_work, values, cancellationToken)
            : _work.Estimate(values, long.MaxValue) >= QueryWorkEstimate.HeavyThreshold;
        using var slot = isHeavy ? await _route.EnterHeavyAsync(cancellationToken) : null;
        var rented = await _route.RentAsync(cancellationToken);
        var broken = true;
        try
        {
            var run = new StatementRun(rented.Connection, values, scope, cancellationToken, memory, trace);
            var result = isHeavy ? await RunOnOwnThreadAsync(run, statements) : run.Run(statements);
            broken = false;
            return result;
        }
        finally
        {
            rented.Return(broken);
        }
    }

    // A driver that never waits would block one of the threads that all requests share.
    private static Task<QueryResult> RunOnOwnThreadAsync(StatementRun run, LevelStatements statements) =>
        Task.Factory.StartNew(
            static state =>
            {
                var (run, statements) = ((StatementRun, LevelStatements))state!;
                return run.Run(statements);
            },
            (run, statements),
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );

    // Row counts differ so much between accounts that statements restricted to accounts are planned for their values.
    private StatementShape GetShape(IReadOnlyList<object?> values, AccountScope scope) =>
        new(
            Plan.SearchSlot is { } slot
                ? _route.Store.Dialect.GetSearchShape(SearchTerms.Parse((string)values[slot]!))
                : SearchShape.Unknown,
            _indexedSlots.GetFoundBits(values),
            _pageSizeSlots is null || scope.IsRestricted ? null : PageSizes.TryCreate(_pageSizeSlots, values),
            AccountFilter.Create(scope)
        );

    private LevelStatements GetStatements(StatementShape shape)
    {
        if (_byShape.TryGetValue(shape, out var known))
            return known;
        if (_byShape.Count >= MaxShapes)
            shape = shape with { Sizes = null };
        return _byShape.GetOrAdd(shape, static (requested, query) => query.Translate(requested), this);
    }

    private LevelStatements Translate(StatementShape shape) =>
        new QueryTranslator(_route.Store.Dialect, shape).Translate(Plan) with
        {
            UseGenericPlans = shape.Sizes is not null,
        };
}
