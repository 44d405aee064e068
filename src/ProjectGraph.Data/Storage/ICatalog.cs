namespace ProjectGraph.Data.Storage;

/// <summary>What the database knows of its tables beside their rows.</summary>
internal interface ICatalog
{
    bool Has(string table);

    /// <summary>The largest number that the database has given a row of the table, whether the row is still there or not; 0 where it gives none.</summary>
    long LastNumber(string table);

    /// <summary>Gives rows of the table larger numbers than this one from now on.</summary>
    void Pass(string table, long number);
}
