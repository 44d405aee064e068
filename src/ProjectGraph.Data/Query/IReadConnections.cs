using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>What the runner needs of a store: connections that read, and its way of saying things.</summary>
internal interface IReadConnections
{
    SqlDialect Dialect { get; }

    /// <summary>A new open connection that can't write.</summary>
    DbConnection OpenReadConnection();

    /// <summary>Stops whatever the connection is executing, from another thread.</summary>
    void Interrupt(DbConnection connection);

    /// <summary>Moves the cells of the reader's current row into the rows.</summary>
    IRowReader RowReader(DbDataReader reader);
}

/// <summary>Reads values of the current row without making objects of them.</summary>
internal interface IRowReader
{
    bool IsNull(int ordinal);
    long Long(int ordinal);
    double Double(int ordinal);

    /// <summary>Copies text into a cell.</summary>
    void Text(int ordinal, RowSet rows, int row, int column);
}
