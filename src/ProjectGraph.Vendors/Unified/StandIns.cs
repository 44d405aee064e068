using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Ids for what a vendor does not have, of the form that the vendor's ids have: made of the graph's own, so that the same
/// thing always has the same.
/// </summary>
internal static class StandIns
{
    /// <summary>The graph's number; of a project that is not in the graph, one made of its vendor's id.</summary>
    public static long Key(Project project) => Key(project.Id, project.Vendor + ":" + project.VendorId);

    public static long Key(Company company) => Key(company.Id, company.VendorId);

    public static long Key(Person person) => Key(person.Id, person.VendorId);

    public static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);

    /// <summary>An objectId: the seconds of its making, and the key.</summary>
    public static string ObjectId(DateTimeOffset? made, long key) =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)(made ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds():x8}{key:x16}");

    /// <summary>A UUID of version 8, which is the one for making one's own.</summary>
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
