using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Saves companies or people. A record from the vendor's own list replaces the row. A mention in a project only adds values
/// and erases none. Mentions are ignored once the vendor has listed the party: two sources that differ would otherwise
/// change it in every sync.
/// </summary>
internal sealed class PartySaver(SqlSession session, EntityTable table, SaveRules rules, ChangeLog changes, SeenRecords seen)
{
    private readonly Dictionary<string, Party> _known = new(StringComparer.Ordinal);
    private readonly int _vendorId = table.GetOrdinal(nameof(Company.VendorId));
    private readonly int _vendorAccountId = table.GetOrdinal(nameof(Company.VendorAccountId));
    private readonly int _name = table.GetOrdinal(nameof(Company.Name));
    private readonly string _find = " WHERE VendorId = @p0 AND VendorAccountId = @p1";
    private readonly string _isListed = $"SELECT 1 FROM {table.Entity.Set} WHERE Id = @p0 AND {InternalTables.IsListed}";
    private readonly string _setListed = $"UPDATE {table.Entity.Set} SET {InternalTables.IsListed} = TRUE WHERE Id = @p0";

    /// <summary>Raised with the key and the new name of a renamed party.</summary>
    public event Action<long, string?>? Renamed;

    /// <summary>Saves a party from the vendor's list, with all its fields.</summary>
    public void SaveListed(object party)
    {
        var row = Encode(party);
        if (row[_vendorId] is not string { Length: > 0 })
            throw new StoreException(StoreException.UnstorableValue, $"The {table.Entity.Name} has no vendor id and cannot be stored.");
        var stored = Find((string)row[_vendorId]!) ?? Create(row);
        seen.Add(table, stored.Id);
        Update(stored, row);
        if (stored.IsListed)
            return;
        session.Execute(_setListed, stored.Id);
        stored.IsListed = true;
    }

    /// <summary>Saves a party that a project mentions.</summary>
    /// <returns>The party's row; null if the project mentions none.</returns>
    public Party? SaveMentioned(object? party)
    {
        if (party is null)
            return null;
        var row = Encode(party);
        if (row[_vendorId] is not string { Length: > 0 } id)
            return null;
        var stored = Find(id) ?? Create(row);
        var isFirst = seen.Add(table, stored.Id);
        if (!stored.IsListed)
            Update(stored, Merge(stored.Row, row, overwrites: isFirst || !rules.InSync));
        return stored;
    }

    /// <summary>The name of a stored party.</summary>
    public string? GetName(long? id) =>
        id is null ? null : (string?)session.ReadScalar($"SELECT Name FROM {table.Entity.Set} WHERE Id = @p0", id);

    public string? GetName(Party? party) => (string?)party?.Row[_name];

    private object?[] Encode(object party)
    {
        var row = session.Encode(table, party);
        row[table.KeyOrdinal] = null;
        row[_vendorAccountId] = rules.VendorAccountId;
        return row;
    }

    private Party? Find(string id)
    {
        if (_known.TryGetValue(id, out var party))
            return party;
        if (session.ReadRow(table, _find, id, rules.VendorAccountId) is not { } row)
            return null;
        return _known[id] = new(row, (long)row[table.KeyOrdinal]!) { IsListed = session.Exists(_isListed, row[table.KeyOrdinal]) };
    }

    private Party Create(object?[] row)
    {
        var id = session.Insert(table, row);
        row[table.KeyOrdinal] = id;
        changes.Write(table, id, ChangeKind.Created, (string)row[_vendorId]!, rules.VendorAccountId);
        return _known[(string)row[_vendorId]!] = new(row, id);
    }

    private void Update(Party stored, object?[] row)
    {
        row[table.KeyOrdinal] = stored.Id;
        if (stored.Row.AsSpan().SequenceEqual(row))
            return;
        session.Execute(table.Update, row);
        changes.Write(table, stored.Id, ChangeKind.Updated, (string)row[_vendorId]!, rules.VendorAccountId);
        var renamed = !Equals(stored.Row[_name], row[_name]);
        stored.Row = row;
        if (renamed)
            Renamed?.Invoke(stored.Id, (string?)row[_name]);
    }

    private static object?[] Merge(object?[] stored, object?[] mentioned, bool overwrites)
    {
        var row = new object?[stored.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = mentioned[i] is not null && (overwrites || stored[i] is null) ? mentioned[i] : stored[i];
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
