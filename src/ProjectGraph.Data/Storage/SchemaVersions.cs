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
}
