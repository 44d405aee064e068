using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Saves companies or people. A record from the vendor's own list replaces the row. A mention in a project only adds values
/// and erases none. Mentions are ignored once the vendor has listed the party: two sources that differ would otherwise
/// change it in every sync.
/// </summary>
internal sealed class PartySaver(SqlSession session, EntityTable table, SaveRules rules, ChangeLog changes, SeenLog seen)
{
    private readonly Dictionary<string, Party> known = new(StringComparer.Ordinal);
    private readonly int vendorId = table.Ordinal(nameof(Company.VendorId));
    private readonly int connectionId = table.Ordinal(nameof(Company.ConnectionId));
    private readonly int name = table.Ordinal(nameof(Company.Name));
    private readonly string find = " WHERE VendorId = @p0 AND ConnectionId = @p1";
    private readonly string isListed = $"SELECT 1 FROM {table.Entity.Set} WHERE Id = @p0 AND {InternalTables.IsListed}";
    private readonly string setListed = $"UPDATE {table.Entity.Set} SET {InternalTables.IsListed} = TRUE WHERE Id = @p0";

    /// <summary>Raised with the key and the new name of a renamed party.</summary>
    public event Action<long, string?>? Renamed;

    /// <summary>Saves a party from the vendor's list, with all its fields.</summary>
    public void List(object party)
    {
        var row = Encode(party);
        if (row[vendorId] is not string { Length: > 0 }) throw new StoreException(StoreException.UnstorableValue, $"The {table.Entity.Name} has no vendor id and cannot be stored.");
        var stored = Find((string)row[vendorId]!) ?? Create(row);
        seen.Add(table, stored.Id);
        Update(stored, row);
        if (stored.IsListed) return;
        session.Execute(setListed, stored.Id);
        stored.IsListed = true;
    }

    /// <summary>Saves a party that a project mentions.</summary>
    /// <returns>The party's row; null if the project mentions none.</returns>
    public Party? Mention(object? party)
    {
        if (party is null) return null;
        var row = Encode(party);
        if (row[vendorId] is not string { Length: > 0 } id) return null;
        var stored = Find(id) ?? Create(row);
        var isFirst = seen.Add(table, stored.Id);
        if (!stored.IsListed) Update(stored, Merge(stored.Row, row, overwrites: isFirst || !rules.InSync));
        return stored;
    }

    /// <summary>The name of a stored party.</summary>
    public string? NameOf(long? id) =>
        id is null ? null : (string?)session.Scalar($"SELECT Name FROM {table.Entity.Set} WHERE Id = @p0", id);

    public string? NameOf(Party? party) => (string?)party?.Row[name];

    private object?[] Encode(object party)
    {
        var row = session.Encode(table, party);
        row[table.Key] = null;
        row[connectionId] = rules.ConnectionId;
        return row;
    }

    private Party? Find(string id)
    {
        if (known.TryGetValue(id, out var party)) return party;
        if (session.Row(table, find, id, rules.ConnectionId) is not { } row) return null;
        return known[id] = new(row, (long)row[table.Key]!) { IsListed = session.Holds(isListed, row[table.Key]) };
    }

    private Party Create(object?[] row)
    {
        var id = session.Insert(table, row);
        row[table.Key] = id;
        changes.Write(table, id, ChangeKind.Created, (string)row[vendorId]!, rules.ConnectionId);
        return known[(string)row[vendorId]!] = new(row, id);
    }

    private void Update(Party stored, object?[] row)
    {
        row[table.Key] = stored.Id;
        if (stored.Row.AsSpan().SequenceEqual(row)) return;
        session.Execute(table.Update, row);
        changes.Write(table, stored.Id, ChangeKind.Updated, (string)row[vendorId]!, rules.ConnectionId);
        var renamed = !Equals(stored.Row[name], row[name]);
        stored.Row = row;
        if (renamed) Renamed?.Invoke(stored.Id, (string?)row[name]);
    }

    private static object?[] Merge(object?[] stored, object?[] mentioned, bool overwrites)
    {
        var row = new object?[stored.Length];
        for (var i = 0; i < row.Length; i++) row[i] = mentioned[i] is not null && (overwrites || stored[i] is null) ? mentioned[i] : stored[i];
        return row;
    }
}

/// <summary>The stored row of a company or person.</summary>
internal sealed class Party(object?[] row, long id)
{
    public long Id => id;
    public object?[] Row { get; set; } = row;
    public bool IsListed { get; set; }
}
