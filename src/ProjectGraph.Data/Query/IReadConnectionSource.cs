using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>Provides a store's read connections and its dialect to the query runner.</summary>
internal interface IReadConnectionSource
{
    SqlDialect Dialect { get; }

    /// <summary>The statement that begins a transaction with one snapshot for all statements.</summary>
    string BeginStatement { get; }

    /// <summary>How long a connection is reused; null means unlimited. A limit redistributes reads as servers come and go.</summary>
    TimeSpan? Lifetime => null;

    /// <summary>Whether open connections lead to a database that is no longer the store's. They must not be reused.</summary>
    bool IsReplaced => false;

    /// <summary>Opens a new read-only connection.</summary>
    DbConnection OpenReadConnection();

    /// <summary>Whether the connection's server may currently be read.</summary>
    bool IsUsable(DbConnection connection) => true;

    /// <summary>The minimum position of the change log that every caller must see.</summary>
    long MinimumPosition => 0;

    /// <summary>The position of the change log on the connection's server; null where no check is needed.</summary>
    long? ReadPosition(DbConnection connection) => null;

    /// <summary>Sets whether the connection uses one generic plan per statement, or the store's default.</summary>
    void UseGenericPlans(DbConnection connection, bool once) { }

    /// <summary>Prepares a command for repeated execution with other values of the same types.</summary>
    void Prepare(DbCommand command);

    /// <summary>Releases what <see cref="Prepare"/> created.</summary>
    void Unprepare(DbCommand command);

    /// <summary>Cancels a running command from another thread.</summary>
    void Interrupt(DbCommand command);

    /// <summary>Creates a reader that copies the cells of the current row into a row set.</summary>
    IRowReader CreateRowReader(DbDataReader reader);

    /// <summary>Whether a read failed because of its connection and may succeed on another one.</summary>
    bool IsConnectionFailure(Exception failure);

    /// <summary>Translates a failure to an exception for the caller; null where the store does not recognise it.</summary>
    Exception? TranslateFailure(Exception failure);
}

/// <summary>Reads values of the current row without boxing.</summary>
internal interface IRowReader
{
    bool IsNull(int ordinal);
    long Long(int ordinal);
    double Double(int ordinal);
    bool Boolean(int ordinal);

    /// <summary>Copies text into a cell.</summary>
    void CopyText(int ordinal, RowSet rows, int row, int column);
}
