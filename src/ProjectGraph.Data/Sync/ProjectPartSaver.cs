using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Saves one kind of rows of a project. They are replaced together, and only if they differ, so that ids keep their order.</summary>
internal sealed class ProjectPartSaver(SqlSession session, EntityTable table)
{
    private readonly int _projectId = table.GetOrdinal("ProjectId");
    private readonly string _find = " WHERE ProjectId = @p0 ORDER BY Id";
    private readonly string _delete = $"DELETE FROM {table.Entity.Set} WHERE ProjectId = @p0";

    /// <summary>Inserts the rows of a new project.</summary>
    public void Insert(long project, IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            row[table.KeyOrdinal] = null;
            row[_projectId] = project;
        }
        session.InsertAll(table, rows);
    }

    /// <returns>Whether the rows differed.</returns>
    public bool Replace(long project, IReadOnlyList<object?[]> rows)
    {
        var stored = session.ReadRows(table, _find, project);
        if (AreEqual(stored, rows))
            return false;
        session.Execute(_delete, project);
        Insert(project, rows);
        return true;
    }

    /// <summary>Encodes rows and omits those with the same value in this column as an earlier one.</summary>
    public static List<object?[]> Encode<T>(SqlSession session, IReadOnlyCollection<T> parts, string distinctBy)
        where T : class
    {
        if (parts.Count == 0)
            return [];
        var table = EntityTable.Get<T>();
        var rows = new List<object?[]>();
        var column = table.GetOrdinal(distinctBy);
        var taken = new HashSet<object?>();
        foreach (var part in parts)
        {
            var row = session.Encode(table, part);
            if (taken.Add(row[column]))
                rows.Add(row);
        }
        return rows;
    }

    private bool AreEqual(List<object?[]> stored, IReadOnlyList<object?[]> rows)
    {
        if (stored.Count != rows.Count)
            return false;
        for (var i = 0; i < rows.Count; i++)
        {
            if (!IsEqual(stored[i], rows[i]))
                return false;
        }
        return true;
    }

    private bool IsEqual(object?[] stored, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i != table.KeyOrdinal && i != _projectId && !Equals(stored[i], row[i]))
                return false;
        }
        return true;
    }
}
