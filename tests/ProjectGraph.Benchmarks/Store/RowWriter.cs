namespace ProjectGraph.Benchmarks.Store;

/// <summary>Writes the rows of a new store.</summary>
internal abstract class RowWriter
{
    /// <param name="columns">The columns, which are the same at every call for a table.</param>
    /// <param name="values">Null, long, double or string; a Boolean is 0 or 1.</param>
    public abstract void Write(string table, string columns, params ReadOnlySpan<object?> values);

    /// <summary>The searchable texts of a project.</summary>
    public abstract void Search(long project, SearchedTexts texts);
}

internal sealed record SearchedTexts(string Name, string? Description, string? Number, string? Reference, string Company, string? Tags);
