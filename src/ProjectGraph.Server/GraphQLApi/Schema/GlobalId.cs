using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Relay's global ids: Base64 of the type's name and the key.</summary>
internal static class GlobalId
{
    private const int MaxLength = 64;

    public static string Format(EntityModel entity, long key) => Format(entity.Name, key);

    /// <summary>Formats the id of an object that is not an entity of the graph.</summary>
    public static string Format(string type, long key) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{type}:{key.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Writes the id without allocating a string.</summary>
    /// <param name="prefix">The type's name and a colon.</param>
    public static int Format(ReadOnlySpan<byte> prefix, long key, Span<byte> base64)
    {
        Span<byte> plain = stackalloc byte[MaxLength];
        prefix.CopyTo(plain);
        Utf8Formatter.TryFormat(key, plain[prefix.Length..], out var digits);
        Base64.EncodeToUtf8(plain[..(prefix.Length + digits)], base64, out _, out var written);
        return written;
    }

    public static (EntityModel Entity, long Key)? TryParse(GraphModel model, string id) =>
        Decode(id) is { } decoded && model.Entities.FirstOrDefault(entity => entity.IsNode && entity.Name == decoded.Type) is { } entity
            ? (entity, decoded.Key)
            : null;

    /// <summary>Gets the key from an id of this type. Returns null for any other id.</summary>
    public static long? TryParse(string type, string id) => Decode(id) is { } decoded && decoded.Type == type ? decoded.Key : null;

    public static (EntityModel Entity, long Key) Parse(GraphModel model, string id) =>
        TryParse(model, id) ?? throw CreateError(id, "any entity");

    /// <summary>Gets the key from an id that must be of one type.</summary>
    public static long Parse(string id, EntityModel entity) =>
        TryParse(entity.Model, id) is { } parsed && parsed.Entity == entity ? parsed.Key : throw CreateError(id, entity.NameWithArticle);

    private static (string Type, long Key)? Decode(string id)
    {
        Span<byte> plain = stackalloc byte[MaxLength];
        if (id.Length > MaxLength || !Convert.TryFromBase64String(id, plain, out var length))
            return null;
        var text = Encoding.ASCII.GetString(plain[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? (text[..colon], key)
            : null;
    }

    private static ApiException CreateError(string id, string whose) =>
        new(
            ErrorCodes.BadUserInput,
            $"\"{(id.Length > MaxLength ? id[..MaxLength] + "…" : id)}\" does not identify {whose}. Ids are opaque: send an `id` that a query returned."
        );
}
