using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Reads the events of one <c>projectChanged</c> from the change log.</summary>
/// <param name="scope">The vendor accounts whose projects are reported.</param>
/// <param name="matcher">Applies the filter. Null reports all projects.</param>
/// <param name="reportsUnmatched">Whether updates of projects that do not match are also reported, without the project.</param>
internal sealed class ProjectChanges(
    ChangeFeed feed,
    EntityModel projects,
    AccountScope scope,
    RowMatcher? matcher,
    bool reportsUnmatched,
    StreamPosition? position
)
{
    public async IAsyncEnumerable<object?> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var changes in feed.FollowAsync(projects, scope, after, cancellationToken))
        {
            var told = await SelectReportedAsync(changes, cancellationToken);
            using var batch = new ProjectBatch([.. told.Where(each => each.IsShown).Select(each => each.Change.EntityId).Distinct()]);
            foreach (var (change, isShown) in told)
            {
                if (position is not null)
                    position.Current = change.Position;
                yield return new ProjectChange(change, isShown ? batch : null);
            }
        }
    }

    // A filter cannot be applied to a deleted project, and clients that know the project must be notified.
    private async ValueTask<IReadOnlyList<(GraphChange Change, bool IsShown)>> SelectReportedAsync(
        IReadOnlyList<GraphChange> changes,
        CancellationToken cancellationToken
    )
    {
        var left = changes.Where(change => change.Kind != ChangeKind.Deleted).Select(change => change.EntityId).ToHashSet();
        var shown = matcher is null ? left : await matcher.MatchAsync(left, cancellationToken);
        return
        [
            .. changes
                .Select(change => (Change: change, IsShown: change.Kind != ChangeKind.Deleted && shown.Contains(change.EntityId)))
                .Where(ShouldReport),
        ];
    }

    // The log has no earlier states, so only the client knows which unmatched projects had matched before.
    private bool ShouldReport((GraphChange Change, bool IsShown) each) =>
        each.IsShown
        || each.Change.Kind switch
        {
            ChangeKind.Deleted => true,
            ChangeKind.Updated => reportsUnmatched,
            _ => false,
        };
}

/// <summary>One event.</summary>
/// <param name="Batch">The batch that reads the project. Null if no project is returned.</param>
internal sealed record ProjectChange(GraphChange Change, ProjectBatch? Batch);

/// <summary>The projects of events that arrived together, read by one query per selection.</summary>
internal sealed class ProjectBatch(IReadOnlyList<long> keys) : IDisposable
{
    private readonly ConcurrentDictionary<SelectedField, BatchedRows> _read = new();

    public async ValueTask<object?> ProjectAsync(
        ResolverContext context,
        GraphQLPlanner planner,
        EntityModel projects,
        ObjectType type,
        long key
    )
    {
        if (!_read.TryGetValue(context.Field, out var rows))
            _read[context.Field] = rows = await planner.BatchAsync(context, projects, type, keys);
        return rows.GetRow(key);
    }

    public void Dispose()
    {
        foreach (var rows in _read.Values)
            rows.Dispose();
    }
}
