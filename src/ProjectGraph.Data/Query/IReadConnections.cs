using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>What the runner needs of a store: connections that read, and its way of saying things.</summary>
internal interface IReadConnections
{
    SqlDialect Dialect { get; }

    /// <summary>Begins a transaction in which every statement sees the same state.</summary>
    string Begin { get; }

    /// <summary>How long a connection is used again, so that reads spread anew over servers that come and go; null is for ever.</summary>
    TimeSpan? Lifetime => null;

    /// <summary>Whether open connections lead to a database that is no longer the store's: none of them is used again.</summary>
    bool HasMoved => false;

    /// <summary>A new open connection that can't write.</summary>
    DbConnection OpenReadConnection();

    /// <summary>Whether the server that the connection leads to may be read from at all just now.</summary>
    bool IsFit(DbConnection connection) => true;

    /// <summary>The position of the change log that everybody is shown at least.</summary>
    long Floor => 0;

    /// <summary>How far the change log has come where the connection leads; null where that need not be asked.</summary>
    long? Position(DbConnection connection) => null;

    /// <summary>Whether the connection's statements are planned once, whatever their values, or as the store likes.</summary>
    void PlanOnce(DbConnection connection, bool once) { }

    /// <summary>Makes a command with its values ready to be executed often, with other values of the same types.</summary>
    void Prepare(DbCommand command);

    /// <summary>Lets go of what <see cref="Prepare"/> made.</summary>
    void Forget(DbCommand command);

    /// <summary>Stops a command that is being executed, from another thread.</summary>
    void Interrupt(DbCommand command);

    /// <summary>Moves the cells of the reader's current row into the rows.</summary>
    IRowReader RowReader(DbDataReader reader);

    /// <summary>Whether a read failed for its connection's sake, and may go through on another.</summary>
    bool IsLost(Exception failure);

    /// <summary>A failure as something that a caller can be told; null where it is none that the store knows.</summary>
    Exception? Said(Exception failure);
}

/// <summary>Reads values of the current row without making objects of them.</summary>
internal interface IRowReader
{
    bool IsNull(int ordinal);
    long Long(int ordinal);
    double Double(int ordinal);
    bool Boolean(int ordinal);

    /// <summary>Copies text into a cell.</summary>
    void Text(int ordinal, RowSet rows, int row, int column);
}
