using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Queries the store for the rows that currently match a filter.</summary>
/// <param name="values">The filter's values by slot.</param>
/// <param name="keysSlot">The slot that takes the keys.</param>
/// <param name="scope">The vendor accounts whose rows are read.</param>
internal sealed class RowMatcher(PreparedQuery query, IReadOnlyList<object?> values, int keysSlot, AccountScope scope)
{
    public async ValueTask<IReadOnlySet<long>> MatchAsync(IEnumerable<long> keys, CancellationToken cancellationToken)
    {
        object?[] given = [.. values];
        given[keysSlot] = keys.Distinct().Cast<object>().ToArray();
        using var result = await query.RunAsync(given, scope, cancellationToken);
        return Enumerable.Range(0, result.Root.Rows.Count).Select(row => result.Root.Rows.Long(row, 0)).ToHashSet();
    }
}
