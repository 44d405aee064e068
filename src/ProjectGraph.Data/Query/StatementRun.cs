using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Runs a plan's statements on one connection, level by level.</summary>
/// <param name="scope">The accounts for which the statements were translated.</param>
/// <param name="memory">Accounts for the rows; null if they are not part of a response.</param>
/// <param name="trace">Records every statement; null by default.</param>
internal sealed class StatementRun(
    ReadConnection connection,
    IReadOnlyList<object?> values,
    AccountScope scope,
    CancellationToken cancellationToken,
    IResponseMemory? memory = null,
    QueryTrace? trace = null
)
{
    private const int CheckCancellationEvery = 256;
    private const int LargePage = 100;

    public QueryResult Run(LevelStatements statements)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var interruption = cancellationToken.CanBeCanceled ? new RepeatedInterrupt(connection, cancellationToken) : null;
        try
        {
            connection.UseGenericPlans(statements.UseGenericPlans);
            // A single statement always sees one state.
            var several = statements.Nested.Count > 0 || (statements.Rows is not null && statements.Total is not null);
            if (!several)
                return ReadRoot(statements);
            connection.Begin();
            var result = ReadRoot(statements);
            connection.Commit();
            return result;
        }
        catch (Exception stopped) when (stopped is DbException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private QueryResult ReadRoot(LevelStatements statements)
    {
        var page = statements.Plan.Page;
        var rows = statements.Rows is { } statement ? Read(statements, statement, parents: null, ranges: null) : new RowSet(0, 0);
        try
        {
            var more = TrimPage(rows, page);
            var level = new ResultLevel(rows, ReadNested(statements, rows));
            var total = statements.Total is { } count ? ReadTotal(statements, count) : (long?)null;
            return page is KeysetPage { Backward: true } back
                ? new(level)
                {
                    Total = total,
                    HasPrevious = more,
                    HasNext = back.Before is not null,
                }
                : new(level)
                {
                    Total = total,
                    HasNext = more,
                    HasPrevious = HasPreviousRows(page),
                };
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private NestedLevel[] ReadNested(LevelStatements statements, RowSet parents)
    {
        if (statements.Nested.Count == 0)
            return [];
        var nested = statements.Plan.Selection!.Nested;
        return
        [
            .. statements.Nested.Select(
                (each, i) => ReadNestedLevel(each, (parents.Count, connection.Values.Parents(parents, nested[i].ParentColumn)))
            ),
        ];
    }

    private NestedLevel ReadNestedLevel(LevelStatements statements, (int Count, object Ids) parents)
    {
        var page = statements.Plan.Page;
        var backward = page is KeysetPage { Backward: true };
        var empty = backward
            ? default(NestedRows) with
            {
                HasNext = page is KeysetPage { Before: not null },
            }
            : default(NestedRows) with
            {
                HasPrevious = HasPreviousRows(page),
            };
        var ranges = new NestedRanges(parents.Count, empty);
        var rows = TryReadAllRows(statements, parents.Ids, ranges)
            ?? (statements.Rows is { } statement ? Read(statements, statement, parents.Ids, ranges) : new RowSet(0, 0));
        if (statements.Total is { } total)
            ReadTotals(statements, total, parents.Ids, ranges);
        if (statements.Plan.Aggregation is { } aggregation)
        {
            ranges.SetTotalsFromCounts();
            if (aggregation.Keys.Count == 0)
                empty = AddEmptyGroup(rows, aggregation, GetTake(page));
        }
        var byParent = ranges.Finish(GetTake(page), backward, rows);
        return new(new(rows, ReadNested(statements, rows)), byParent, empty);
    }

    /// <summary>The group of a parent without rows, for an aggregation without keys.</summary>
    private static NestedRows AddEmptyGroup(RowSet rows, Aggregation aggregation, long? take)
    {
        var row = rows.AddRow();
        foreach (var (column, aggregate) in aggregation.Aggregates.Index())
        {
            if (aggregate.Method is AggregateMethod.Count or AggregateMethod.CountDistinct)
                rows.SetLong(row, column, 0);
            else
                rows.SetNull(row, column);
        }
        return new(row, take is 0 ? 0 : 1, HasNext: take is 0, HasPrevious: false, Total: 1);
    }

    /// <summary>Reads all rows of all parents; null if there are too many rows, or if small pages make this slower.</summary>
    private RowSet? TryReadAllRows(LevelStatements statements, object parents, NestedRanges ranges)
    {
        if (statements.AllRows is not { } whole || GetTake(statements.Plan.Page) < LargePage)
            return null;
        var rows = Read(statements, whole, parents, ranges);
        if (rows.Count < LevelStatements.MaxAllRows)
            return rows;
        rows.Dispose();
        ranges.Clear();
        return null;
    }

    private RowSet Read(LevelStatements statements, Statement statement, object? parents, NestedRanges? ranges)
    {
        using var span = StartSpan(ranges is null ? "rows" : "nested_rows", statements);
        var started = Stopwatch.GetTimestamp();
        var columns = statements.Columns;
        var rows = new RowSet(columns.Count, expectedRows: 64, memory);
        try
        {
            using (var reader = Execute(statement, parents))
                Read(reader, rows, columns, ranges);
            Trace(statement, parents, rows.Count, started);
            span?.Complete(rows.Count);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private void Read(DbDataReader reader, RowSet rows, IReadOnlyList<ResultColumn> columns, NestedRanges? ranges)
    {
        var values = connection.CreateRowReader(reader);
        while (reader.Read())
        {
            if (rows.Count % CheckCancellationEvery == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ranges?.Add(values.Long(0), rows.Count);
            ReadRow(values, rows, columns, ordinal: ranges is null ? 0 : 1);
        }
    }

    private static void ReadRow(IRowReader values, RowSet rows, IReadOnlyList<ResultColumn> columns, int ordinal)
    {
        var row = rows.AddRow();
        for (var column = 0; column < columns.Count; column++, ordinal++)
        {
            var read = columns[column];
            if (read.IsAverage)
            {
                ReadAverage(values, rows, row, column, ordinal++);
                continue;
            }
            if (values.IsNull(ordinal))
                rows.SetNull(row, column);
            else if (read.IsReal)
                rows.SetText(row, column, FormatDecimal((decimal)values.Double(ordinal) / Money.Scale));
            else if (read.Kind is FieldKind.Text or FieldKind.Json or FieldKind.Date)
                values.CopyText(ordinal, rows, row, column);
            else if (read.Kind == FieldKind.Boolean)
                rows.SetLong(row, column, values.Boolean(ordinal) ? 1 : 0);
            else if (read.Kind == FieldKind.Double)
                rows.SetDouble(row, column, values.Double(ordinal));
            else
                rows.SetLong(row, column, values.Long(ordinal));
        }
    }

    // Sum and count are exact. Their quotient is rounded once, as a decimal, equally for every store.
    private static void ReadAverage(IRowReader values, RowSet rows, int row, int column, int ordinal)
    {
        if (values.IsNull(ordinal))
        {
            rows.SetNull(row, column);
            return;
        }
        var average = Money.FromStored(values.Long(ordinal)) / values.Long(ordinal + 1);
        rows.SetText(row, column, FormatDecimal(average));
    }

    private static string FormatDecimal(decimal average) =>
        decimal.Round(average, 10).ToString("0.##########", CultureInfo.InvariantCulture);

    private void ReadTotals(LevelStatements statements, Statement statement, object parents, NestedRanges ranges)
    {
        using var span = StartSpan("total", statements);
        var started = Stopwatch.GetTimestamp();
        var rows = 0;
        using (var reader = Execute(statement, parents))
            for (; reader.Read(); rows++)
                ranges.SetTotal(reader.GetInt64(0), reader.GetInt64(1));
        Trace(statement, parents, rows, started);
        span?.Complete(rows);
    }

    private long ReadTotal(LevelStatements statements, Statement statement)
    {
        using var span = StartSpan("total", statements);
        var started = Stopwatch.GetTimestamp();
        long value;
        using (var reader = Execute(statement, parents: null))
            value = reader.Read() ? reader.GetInt64(0) : 0;
        Trace(statement, parents: null, rows: 1, started);
        span?.Complete(rows: 1);
        return value;
    }

    private StoreSpan? StartSpan(string kind, LevelStatements statements) =>
        StoreTelemetry.Query(kind, statements.Plan.Source.Set, connection.SystemName);

    private void Trace(Statement statement, object? parents, long rows, long started)
    {
        if (trace is null)
            return;
        var elapsed = Stopwatch.GetElapsedTime(started);
        trace.Add(statement, rows, elapsed, connection.Explain(statement, BindValues(statement, parents)));
    }

    private DbDataReader Execute(Statement statement, object? parents)
    {
        // An interrupt between two statements stops neither of them.
        cancellationToken.ThrowIfCancellationRequested();
        return connection.Execute(statement, BindValues(statement, parents));
    }

    private object[] BindValues(Statement statement, object? parents)
    {
        var count = statement.Parameters.Count;
        var bound = new object[count + (statement.HasParents ? 1 : 0) + (statement.HasAccounts ? 1 : 0)];
        for (var i = 0; i < count; i++)
            bound[i] = connection.Values.ConvertValue(statement.Parameters[i], values[statement.Parameters[i].Slot]);
        if (statement.HasParents)
            bound[count] = parents!;
        if (statement.HasAccounts)
            bound[^1] = connection.Values.Accounts(scope);
        return bound;
    }

    /// <summary>Removes the extra row that only shows that more follow, and reverses a backward page.</summary>
    private bool TrimPage(RowSet rows, Page page)
    {
        var more = GetTake(page) is { } take && rows.Count > take;
        if (more)
            rows.Truncate((int)GetTake(page)!.Value);
        if (page is KeysetPage { Backward: true })
            rows.Reverse();
        return more;
    }

    private long? GetTake(Page page) =>
        page switch
        {
            KeysetPage keyset => (long)values[keyset.TakeSlot]!,
            OffsetPage { TakeSlot: { } take } => (long)values[take]!,
            _ => null,
        };

    private bool HasPreviousRows(Page page) =>
        page switch
        {
            KeysetPage keyset => keyset.After is not null,
            OffsetPage { SkipSlot: { } skip } => (long)values[skip]! > 0,
            _ => false,
        };
}
