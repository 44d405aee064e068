using System.Data.Common;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>A connection with its prepared statements.</summary>
internal abstract class FloorConnection
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    public abstract FloorSql Sql { get; }

    /// <param name="parameters">The values in the order of <c>$1, $2, …</c>.</param>
    public FloorRows Read(string sql, params ReadOnlySpan<object> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
            _commands[sql] = command = Prepare(sql, parameters);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i];
        return Rows(command.ExecuteReader());
    }

    /// <param name="parameters">The first values, which determine the types.</param>
    protected abstract DbCommand Prepare(string sql, ReadOnlySpan<object> parameters);

    protected abstract FloorRows Rows(DbDataReader reader);
}
