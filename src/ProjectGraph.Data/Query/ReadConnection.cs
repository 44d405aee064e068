using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A read connection with its prepared commands.</summary>
internal sealed class ReadConnection : IDisposable
{
    private const int MostCommands = 256;
    private readonly IReadConnections store;
    private readonly DbConnection connection;
    private readonly Dictionary<int, DbCommand> commands = [];
    private readonly DbCommand begin;
    private readonly DbCommand commit;
    private readonly long opened = Stopwatch.GetTimestamp();
    private volatile DbCommand? running;
    private long shown;
    private bool plansOnce;

    public ReadConnection(IReadConnections store)
    {
        this.store = store;
        connection = store.OpenReadConnection();
        begin = Command(store.Begin);
        commit = Command("COMMIT");
        store.Prepare(begin);
        store.Prepare(commit);
    }

    public ParameterValues Values => store.Dialect.Values;

    /// <summary>The database's name in OpenTelemetry's conventions.</summary>
    public string SystemName => store.Dialect.SystemName;

    /// <summary>The caller that has rented the connection; null for background work.</summary>
    public string? Caller { get; private set; }

    public bool IsWornOut => store.HasMoved || store.Lifetime is { } lifetime && Stopwatch.GetElapsedTime(opened) > lifetime;

    /// <summary>Whether the connection to the server is lost.</summary>
    public bool IsLost => connection.State != ConnectionState.Open;

    public ReadConnection For(string? caller)
    {
        Caller = caller;
        return this;
    }

    /// <summary>The largest key of an entity with numeric keys; 0 if it has no rows.</summary>
    public long LargestKey(EntityModel entity)
    {
        using var command = Command($"SELECT max(\"{entity.Key.Name}\") FROM \"{entity.Set}\"");
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Whether the server has the changes up to this position of the change log.</summary>
    public bool Shows(long position)
    {
        if (!store.IsFit(connection)) return false;
        position = Math.Max(position, store.Floor);
        if (position > shown) shown = store.Position(connection) ?? long.MaxValue;
        return position <= shown;
    }

    /// <summary>Sets whether the following statements use one generic plan, independent of their values.</summary>
    public void PlanOnce(bool once)
    {
        if (once == plansOnce) return;
        store.PlanOnce(connection, once);
        plansOnce = once;
    }

    /// <summary>Begins a transaction in which every statement sees the same state.</summary>
    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Interrupt()
    {
        if (running is { } command) store.Interrupt(command);
    }

    public IRowReader RowReader(DbDataReader reader) => store.RowReader(reader);

    public DbDataReader Execute(Statement statement, object[] values)
    {
        // A prepared command accepts only values of the types that it was prepared with.
        var command = Array.TrueForAll(values, Values.IsUsual) ? Prepared(statement, values) : Command(statement.Sql, statement, values);
        running = command;
        return command.ExecuteReader();
    }

    /// <summary>Returns the store's execution plan of a statement; empty if the store provides none.</summary>
    public IReadOnlyList<string> Explain(Statement statement, object[] values)
    {
        if (store.Dialect.Explain is not { } explain) return [];
        using var command = Command(explain + statement.Sql, statement, values);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(reader.FieldCount - 1));
        return lines;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        begin.Dispose();
        commit.Dispose();
        connection.Dispose();
    }

    private DbCommand Prepared(Statement statement, object[] values)
    {
        if (commands.TryGetValue(statement.Id, out var known))
        {
            for (var i = 0; i < values.Length; i++) known.Parameters[i].Value = values[i];
            return known;
        }
        if (commands.Count >= MostCommands) Forget();
        var command = Command(statement.Sql, statement, values);
        if (!statement.DependsOnTexts) store.Prepare(command);
        return commands[statement.Id] = command;
    }

    private DbCommand Command(string sql, Statement statement, object[] values)
    {
        var command = Command(sql);
        var names = statement.Names;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = names[i];
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Forget()
    {
        foreach (var command in commands.Values) store.Forget(command);
        commands.Clear();
    }
}
