using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Creates ids in a vendor's format for records that the vendor does not have. They are derived from the graph's ids, so that the
/// same record always gets the same id.
/// </summary>
internal static class StandIns
{
    /// <summary>Returns the graph's id. For a project that is not in the graph, the key is derived from its vendor's id.</summary>
    public static long Key(Project project) => Key(project.Id, project.Vendor + ":" + project.VendorId);

    public static long Key(Company company) => Key(company.Id, company.VendorId);

    public static long Key(Person person) => Key(person.Id, person.VendorId);

    public static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);

    /// <summary>Creates an ObjectId from the time of creation in seconds and the key.</summary>
    public static string ObjectId(DateTimeOffset? createdAt, long key) =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)(createdAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds():x8}{key:x16}");

    /// <summary>Creates a UUID of version 8, the version for custom formats.</summary>
    public static string Uuid(string kind, long key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{Text(key)}")).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static long Key(long id, string name) =>
        id > 0 ? id : BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0) & int.MaxValue;
}
