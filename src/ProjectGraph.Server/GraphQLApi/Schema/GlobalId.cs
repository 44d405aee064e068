using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Relay's global ids: Base64 of the type's name and the key.</summary>
internal static class GlobalId
{
    private const int Longest = 64;

    public static string Format(EntityModel entity, long key) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{entity.Name}:{key.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Writes the id without making a string of it.</summary>
    /// <param name="prefix">The type's name and a colon.</param>
    public static int Format(ReadOnlySpan<byte> prefix, long key, Span<byte> base64)
    {
        Span<byte> plain = stackalloc byte[Longest];
        prefix.CopyTo(plain);
        Utf8Formatter.TryFormat(key, plain[prefix.Length..], out var digits);
        Base64.EncodeToUtf8(plain[..(prefix.Length + digits)], base64, out _, out var written);
        return written;
    }

    public static (EntityModel Entity, long Key)? TryParse(GraphModel model, string id)
    {
        Span<byte> plain = stackalloc byte[Longest];
        if (id.Length > Longest || !Convert.TryFromBase64String(id, plain, out var length)) return null;
        var text = Encoding.ASCII.GetString(plain[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var key)) return null;
        return model.Entities.FirstOrDefault(entity => entity.IsNode && text.AsSpan(0, colon).SequenceEqual(entity.Name)) is { } entity
            ? (entity, key)
            : null;
    }

    public static (EntityModel Entity, long Key) Parse(GraphModel model, string id) =>
        TryParse(model, id) ?? throw Malformed(id, "any entity");

    /// <summary>The key of an id that must be of one type.</summary>
    public static long Parse(string id, EntityModel entity) =>
        TryParse(entity.Model, id) is { } parsed && parsed.Entity == entity ? parsed.Key : throw Malformed(id, entity.NameWithArticle);

    private static ApiException Malformed(string id, string whose) =>
        new(ErrorCodes.BadValue, $"\"{(id.Length > Longest ? id[..Longest] + "…" : id)}\" is not the id of {whose}. Ids are opaque: pass on what a query gave as `id`.");
}
