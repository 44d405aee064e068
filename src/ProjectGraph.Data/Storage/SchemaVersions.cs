namespace ProjectGraph.Data.Storage;

/// <summary>What the database's history of migrations says beside the program's.</summary>
internal static class SchemaVersions
{
    /// <exception cref="StoreException">The database has migrations that this program does not know.</exception>
    public static void Check(IEnumerable<string> applied, IEnumerable<string> known)
    {
        if (applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new StoreException(StoreException.NewerSchema, $"The database was written by a newer version of ProjectGraph (its schema has `{unknown}`). Start that version, or use another database.");
    }

    /// <exception cref="StoreException">The database has other migrations than this program.</exception>
    public static bool Demand(IReadOnlyCollection<string> applied, IReadOnlyCollection<string> known)
    {
        Check(applied, known);
        if (applied.Count == 0) throw new StoreException(StoreException.BadConfiguration, "The database holds no store of ProjectGraph. Give the one that has been served.");
        return applied.Count == known.Count
            ? true
            : throw new StoreException(StoreException.BadConfiguration, "The database was written by an older version of ProjectGraph. Start this version on it once, which brings it up to date, and stop it again.");
    }
}
