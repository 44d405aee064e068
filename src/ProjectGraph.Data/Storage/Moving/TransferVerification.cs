using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>Compares the contents of the two databases, row by row in key order.</summary>
internal static class TransferVerification
{
    private const int Batch = 2_000;

    /// <returns>The number of rows.</returns>
    /// <exception cref="StoreException">The contents differ.</exception>
    public static async Task<long> CompareAsync(StoreDatabase source, StoreDatabase target, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var table in TransferTables.All)
        {
            var ends = await Task.WhenAll(DigestAsync(source, table, cancellationToken), DigestAsync(target, table, cancellationToken));
            if (ends[0] != ends[1])
                throw CreateDifference(table, ends[0], ends[1]);
            rows += ends[0].Rows;
        }
        return rows;
    }

    /// <summary>Computes a fingerprint of a source. It changes when anything is written to the source.</summary>
    public static async Task<string> GetFingerprintAsync(StoreDatabase source, CancellationToken cancellationToken)
    {
        var state = new StringBuilder();
        foreach (var table in TransferTables.All)
        {
            var first = table.Shape.Columns[table.Key[0]];
            var key = first.Kind == FieldKind.Long ? EntityTable.Quote(first.Name) : "0";
            var (count, largest) = await source.ReadAsync(
                session =>
                    session
                        .ReadList($"SELECT count(*), coalesce(max({key}), 0) FROM {EntityTable.Quote(table.Name)}", row =>
                            (row.GetInt64(0), row.GetInt64(1))
                        )
                        .Single(),
                cancellationToken
            );
            state.Append(CultureInfo.InvariantCulture, $"{table.Name} {count} {largest}\n");
        }
        foreach (
            var table in TransferTables.All.Where(table =>
                table.Name is "VendorAccounts" or InternalTables.ApiKeys or InternalTables.RotatedKeys or SharedTables.Secrets
            )
        )
            state.Append((await DigestAsync(source, table, cancellationToken)).Checksum);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())));
    }

    private static async Task<(long Rows, string Checksum)> DigestAsync(
        StoreDatabase database,
        TransferTable table,
        CancellationToken cancellationToken
    )
    {
        using var digest = new RowDigest();
        object?[]? last = null;
        while (await database.ReadAsync(session => table.Read(session, last, Batch), cancellationToken) is { Count: > 0 } rows)
        {
            digest.Append(rows);
            last = table.GetKey(rows[^1]);
        }
        return (digest.Rows, digest.Finish());
    }

    private static StoreException CreateDifference(
        TransferTable table,
        (long Rows, string Checksum) source,
        (long Rows, string Checksum) target
    )
    {
        var difference =
            source.Rows == target.Rows
                ? "the rows differ"
                : string.Create(CultureInfo.InvariantCulture, $"the source has {source.Rows:n0} rows, the target {target.Rows:n0}");
        return new(
            StoreException.TransferIncomplete,
            $"The transfer failed. In the table {table.Name}, {difference}. A process wrote to a database during the transfer. Stop all processes, empty the target and transfer again."
        );
    }
}
