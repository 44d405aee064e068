namespace ProjectGraph.Data.Storage;

/// <summary>The database's metadata: its tables, and the numbers that it has generated for their rows.</summary>
internal interface ICatalog
{
    bool HasTable(string table);

    /// <summary>The largest key that the database has generated for the table, also for deleted rows. 0 where it generates none.</summary>
    long GetLastKey(string table);

    /// <summary>Makes the database generate only larger keys than this one.</summary>
    void AdvanceKey(string table, long number);
}
