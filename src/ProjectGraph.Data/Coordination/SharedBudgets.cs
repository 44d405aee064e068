using System.Globalization;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>The rate budgets of vendor accounts, which all instances share.</summary>
public sealed class SharedBudgets(GraphStore store)
{
    private const string Select = $"SELECT ClosedUntil, FullAt FROM {SharedTables.RateBudgets} WHERE VendorAccountId = @p0";
    private const string Upsert =
        $"INSERT INTO {SharedTables.RateBudgets} (VendorAccountId, ClosedUntil, FullAt) VALUES (@p0, @p1, @p2) ON CONFLICT (VendorAccountId) DO UPDATE SET ClosedUntil = excluded.ClosedUntil, FullAt = excluded.FullAt";
    private const string InsertEmpty =
        $"INSERT INTO {SharedTables.RateBudgets} (VendorAccountId, ClosedUntil, FullAt) VALUES (@p0, 0, '') ON CONFLICT (VendorAccountId) DO NOTHING";

    /// <summary>Whether instances on other machines share the budgets. Instances with the same file each have their own.</summary>
    public bool IsShared => store.IsShared;

    /// <summary>The number of instances that are alive.</summary>
    public int Instances => store.InstanceCount;

    /// <summary>Reads and changes a vendor account's budget exclusively. The change may be computed more than once.</summary>
    /// <param name="change">Receives the state (null if there is none yet) and the time, and returns the new state.</param>
    /// <exception cref="StoreException">The database is not reachable.</exception>
    public Task<T> ChangeAsync<T>(
        long vendorAccountId,
        Func<BudgetState?, DateTimeOffset, (BudgetState State, T Result)> change,
        CancellationToken cancellationToken
    ) => store.CoordinateAsync(session => Change(session, vendorAccountId, change), cancellationToken);

    private T Change<T>(SqlSession session, long vendorAccountId, Func<BudgetState?, DateTimeOffset, (BudgetState State, T Result)> change)
    {
        var known = Find(session, vendorAccountId);
        if (known is null && session.Execute(InsertEmpty, vendorAccountId) == 0)
            known = Find(session, vendorAccountId);
        var (state, result) = change(known, session.Now(store.Time));
        if (state != known)
            session.Execute(Upsert, vendorAccountId, state.ClosedUntil.UtcTicks, FormatInstants(state.FullAt));
        return result;
    }

    // The row is locked until the transaction ends, so that two instances never use the same call.
    private static BudgetState? Find(SqlSession session, long vendorAccountId) =>
        session
            .ReadList(
                Select + session.ForUpdate,
                row => new BudgetState(ToInstant(row.GetInt64(0)), ParseInstants(row.GetString(1))),
                vendorAccountId
            )
            .FirstOrDefault();

    private static string FormatInstants(IEnumerable<DateTimeOffset> instants) =>
        string.Join(' ', instants.Select(instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture)));

    private static List<DateTimeOffset> ParseInstants(string text) =>
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(ticks => ToInstant(long.Parse(ticks, CultureInfo.InvariantCulture))),
        ];

    private static DateTimeOffset ToInstant(long ticks) => new(ticks, TimeSpan.Zero);
}
