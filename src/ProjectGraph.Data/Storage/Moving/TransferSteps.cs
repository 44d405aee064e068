using System.Data.Common;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>The stages of a transfer. Each copies its rows in batches, and the target records the last one.</summary>
/// <param name="batch">The number of rows per transaction.</param>
/// <param name="committed">Runs after each batch, with the stage and its rows so far.</param>
internal sealed class TransferSteps(StoreDatabase source, StoreDatabase target, int batch, Action<string, long> committed)
{
    /// <returns>The number of the table's rows in the target.</returns>
    public async Task<long> CopyAsync(TransferTable table, CancellationToken cancellationToken)
    {
        var progress = await target.ReadAsync(session => TransferProgress.Read(session, table.Name), cancellationToken);
        if (progress.IsDone)
            return progress.Rows;
        var reading = ReadAsync(table, progress.LastKey, cancellationToken);
        while (await reading is { Count: > 0 } rows)
        {
            // The next batch is read while this one is written.
            reading = ReadAsync(table, table.GetKey(rows[^1]), cancellationToken);
            try
            {
                progress = await WriteAsync(table, rows, progress, cancellationToken);
            }
            catch
            {
                await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                throw;
            }
        }
        await EndAsync(table.Name, progress, cancellationToken);
        return progress.Rows;
    }

    /// <summary>Builds the full-text index from the projects.</summary>
    public async Task<long> IndexAsync(CancellationToken cancellationToken)
    {
        const string stage = "ProjectSearch";
        var progress = await target.ReadAsync(session => TransferProgress.Read(session, stage), cancellationToken);
        for (var rows = -1; rows != 0 && !progress.IsDone; )
        {
            var before = progress;
            (progress, rows) = await WriteAsync(session => Index(session, stage, before), cancellationToken);
            if (rows > 0)
                committed(stage, progress.Rows);
        }
        if (!progress.IsDone)
            await EndAsync(stage, progress, cancellationToken);
        return progress.Rows;
    }

    /// <summary>Prevents the target from generating a key that the source has generated before.</summary>
    public async Task AdvanceKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var table in TransferTables.All.Where(table => table.HasGeneratedKey))
        {
            var last = await source.ReadAsync(
                session => Math.Max(session.Catalog.GetLastKey(table.Name), GetLargestKey(session, table)),
                cancellationToken
            );
            await WriteAsync(
                session =>
                {
                    session.Catalog.AdvanceKey(table.Name, last);
                    return true;
                },
                cancellationToken
            );
        }
    }

    private static long GetLargestKey(SqlSession session, TransferTable table) =>
        session.ReadLong(
            $"SELECT coalesce(max({EntityTable.Quote(table.Shape.Columns[table.Key[0]].Name)}), 0) FROM {EntityTable.Quote(table.Name)}"
        );

    private Task<List<object?[]>> ReadAsync(TransferTable table, object?[]? after, CancellationToken cancellationToken) =>
        source.ReadAsync(session => table.Read(session, after, batch), cancellationToken);

    // A batch that the target refuses is halved until the refused row is found.
    private async Task<StageProgress> WriteAsync(
        TransferTable table,
        List<object?[]> rows,
        StageProgress progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var next = progress.Advance(table.GetKey(rows[^1]), rows.Count);
            await WriteAsync(session => Write(session, table, rows, next), cancellationToken);
            committed(table.Name, next.Rows);
            return next;
        }
        catch (DbException) when (rows.Count > 1)
        {
            var half = rows.Count / 2;
            progress = await WriteAsync(table, rows[..half], progress, cancellationToken);
            return await WriteAsync(table, rows[half..], progress, cancellationToken);
        }
        catch (DbException refused)
        {
            throw new StoreException(
                StoreException.UnstorableValue,
                $"The row {DescribeRow(table, rows[0])} has a value that the target cannot store. Correct it in the source and transfer again.",
                refused
            );
        }
    }

    private static bool Write(SqlSession session, TransferTable table, List<object?[]> rows, StageProgress next)
    {
        foreach (var row in rows)
        {
            try
            {
                session.Check(table.Shape, row);
            }
            catch (StoreException unstorable)
            {
                throw new StoreException(
                    unstorable.Code,
                    $"{unstorable.Message} It is the row {DescribeRow(table, row)}. Correct it in the source and transfer again.",
                    unstorable
                );
            }
        }
        session.InsertAll(table.Shape, rows);
        TransferProgress.Save(session, table.Name, next);
        return true;
    }

    private (StageProgress, int) Index(SqlSession session, string stage, StageProgress progress)
    {
        var texts = SearchTextReader.Read(session, progress.LastKey is [long id] ? id : 0, batch);
        if (texts.Count == 0)
            return (progress, 0);
        session.Search.InsertAll(texts);
        var next = progress.Advance([texts[^1].ProjectId], texts.Count);
        TransferProgress.Save(session, stage, next);
        return (next, texts.Count);
    }

    private Task<bool> EndAsync(string stage, StageProgress progress, CancellationToken cancellationToken) =>
        WriteAsync(
            session =>
            {
                TransferProgress.Save(session, stage, progress with { IsDone = true });
                return true;
            },
            cancellationToken
        );

    private async Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        (await target.WriteAsync(work, cancellationToken)).Value;

    private static string DescribeRow(TransferTable table, object?[] row) => $"{string.Join(", ", table.GetKey(row))} of {table.Name}";
}
