using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>One connection and the commands that are prepared on it.</summary>
internal sealed class ReadConnection : IDisposable
{
    private const int MostCommands = 256;
    private readonly IReadConnections store;
    private readonly DbConnection connection;
    private readonly Dictionary<int, DbCommand> commands = [];
    private readonly DbCommand begin;
    private readonly DbCommand commit;

    public ReadConnection(IReadConnections store)
    {
        this.store = store;
        connection = store.OpenReadConnection();
        begin = Command("BEGIN");
        commit = Command("COMMIT");
    }

    /// <summary>From here on every statement sees the same state.</summary>
    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Interrupt() => store.Interrupt(connection);

    public IRowReader RowReader(DbDataReader reader) => store.RowReader(reader);

    public DbCommand Prepared(Statement statement)
    {
        if (commands.TryGetValue(statement.Id, out var known)) return known;
        if (commands.Count >= MostCommands) Forget();
        return commands[statement.Id] = Command(statement, statement.Sql);
    }

    /// <summary>How the store would go about a statement; nothing where it can't say.</summary>
    public IReadOnlyList<string> Explain(Statement statement)
    {
        if (store.Dialect.Explain is not { } explain) return [];
        using var command = Command(statement, explain + statement.Sql);
        foreach (DbParameter parameter in command.Parameters) parameter.Value = DBNull.Value;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(reader.FieldCount - 1));
        return lines;
    }

    public void Dispose()
    {
        Forget();
        begin.Dispose();
        commit.Dispose();
        connection.Dispose();
    }

    private DbCommand Command(Statement statement, string sql)
    {
        var command = Command(sql);
        foreach (var parameter in statement.Parameters) Add(command, parameter.Name);
        if (sql.Contains(SqlParameters.Parents, StringComparison.Ordinal)) Add(command, SqlParameters.Parents);
        return command;
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
    }

    private void Forget()
    {
        foreach (var command in commands.Values) command.Dispose();
        commands.Clear();
    }
}
