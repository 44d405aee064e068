using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A read connection with its prepared commands.</summary>
internal sealed class ReadConnection : IDisposable
{
    private const int MaxCommands = 256;
    private readonly IReadConnectionSource _store;
    private readonly DbConnection _connection;
    private readonly Dictionary<int, DbCommand> _commands = [];
    private readonly DbCommand _begin;
    private readonly DbCommand _commit;
    private readonly long _openedAt = Stopwatch.GetTimestamp();
    private volatile DbCommand? _runningCommand;
    private long _lastKnownPosition;
    private bool _usesGenericPlans;

    public ReadConnection(IReadConnectionSource store)
    {
        _store = store;
        _connection = store.OpenReadConnection();
        _begin = CreateCommand(store.BeginStatement);
        _commit = CreateCommand("COMMIT");
        store.Prepare(_begin);
        store.Prepare(_commit);
    }

    public ParameterValues Values => _store.Dialect.Values;

    /// <summary>The database's name in OpenTelemetry's conventions.</summary>
    public string SystemName => _store.Dialect.SystemName;

    /// <summary>The caller that has rented the connection; null for background work.</summary>
    public string? Caller { get; private set; }

    public bool IsExpired => _store.IsReplaced || _store.Lifetime is { } lifetime && Stopwatch.GetElapsedTime(_openedAt) > lifetime;

    /// <summary>Whether the connection to the server is lost.</summary>
    public bool IsLost => _connection.State != ConnectionState.Open;

    public ReadConnection RentTo(string? caller)
    {
        Caller = caller;
        return this;
    }

    /// <summary>The largest key of an entity with numeric keys; 0 if it has no rows.</summary>
    public long ReadLargestKey(EntityModel entity)
    {
        using var command = CreateCommand($"SELECT max(\"{entity.Key.Name}\") FROM \"{entity.Set}\"");
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Whether the server has the changes up to this position of the change log.</summary>
    public bool HasCaughtUpTo(long position)
    {
        if (!_store.IsUsable(_connection))
            return false;
        position = Math.Max(position, _store.MinimumPosition);
        if (position > _lastKnownPosition)
            _lastKnownPosition = _store.ReadPosition(_connection) ?? long.MaxValue;
        return position <= _lastKnownPosition;
    }

    /// <summary>Sets whether the following statements use one generic plan, independent of their values.</summary>
    public void UseGenericPlans(bool once)
    {
        if (once == _usesGenericPlans)
            return;
        _store.UseGenericPlans(_connection, once);
        _usesGenericPlans = once;
    }

    /// <summary>Begins a transaction in which every statement sees the same state.</summary>
    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public void Interrupt()
    {
        if (_runningCommand is { } command)
            _store.Interrupt(command);
    }

    public IRowReader CreateRowReader(DbDataReader reader) => _store.CreateRowReader(reader);

    public DbDataReader Execute(Statement statement, object[] values)
    {
        // A prepared command accepts only values of the types that it was prepared with.
        var command = Array.TrueForAll(values, Values.HasUsualType)
            ? GetPreparedCommand(statement, values)
            : CreateCommand(statement.Sql, statement, values);
        _runningCommand = command;
        return command.ExecuteReader();
    }

    /// <summary>Returns the store's execution plan of a statement; empty if the store provides none.</summary>
    public IReadOnlyList<string> Explain(Statement statement, object[] values)
    {
        if (_store.Dialect.ExplainPrefix is not { } explain)
            return [];
        using var command = CreateCommand(explain + statement.Sql, statement, values);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(reader.FieldCount - 1));
        return lines;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private DbCommand GetPreparedCommand(Statement statement, object[] values)
    {
        if (_commands.TryGetValue(statement.Id, out var known))
        {
            for (var i = 0; i < values.Length; i++)
                known.Parameters[i].Value = values[i];
            return known;
        }
        if (_commands.Count >= MaxCommands)
            UnprepareAll();
        var command = CreateCommand(statement.Sql, statement, values);
        if (!statement.DependsOnTexts)
            _store.Prepare(command);
        return _commands[statement.Id] = command;
    }

    private DbCommand CreateCommand(string sql, Statement statement, object[] values)
    {
        var command = CreateCommand(sql);
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

    private DbCommand CreateCommand(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void UnprepareAll()
    {
        foreach (var command in _commands.Values)
            _store.Unprepare(command);
        _commands.Clear();
    }
}
