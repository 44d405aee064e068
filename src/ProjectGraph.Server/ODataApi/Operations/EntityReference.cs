using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>
/// Reads references to entities by address (JSON format, sections 8.5 and 14). An address is absolute or relative to the
/// service root, with the key in parentheses or as a segment.
/// </summary>
internal static partial class EntityReference
{
    /// <summary>Reads the key from the address of an entity of this set.</summary>
    /// <exception cref="ApiException">The text is not an address of an entity of this set.</exception>
    public static long ReadKey(string? address, EntityModel target)
    {
        var match = address is null ? Match.Empty : AddressPattern().Match(address);
        return
            match.Success
            && match.Groups["set"].ValueSpan.SequenceEqual(target.Set)
            && long.TryParse(match.Groups["key"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new ApiException(
                ErrorCodes.InvalidInput,
                $"'{address}' is not the address of an entity of {target.Set}. Send one such as {target.Set}(1) or {target.Set}/1.",
                target.Set
            );
    }

    /// <summary>Reads the key from a reference: an address, an object with an id, or an entity with its key.</summary>
    public static long ReadKey(JsonElement value, EntityModel target) =>
        value.ValueKind switch
        {
            JsonValueKind.String => ReadKey(value.GetString(), target),
            JsonValueKind.Object when FindId(value) is { ValueKind: JsonValueKind.String } id => ReadKey(id.GetString(), target),
            JsonValueKind.Object when value.TryGetProperty(target.Key.Name, out var key) && ODataInput.ReadInteger(key) is { } number =>
                number,
            JsonValueKind.Object => throw UnsupportedFeature.CreateError(
                $"The creation of an entity of {target.Set} within another",
                "Refer to an existing entity by its \"@odata.id\".",
                target.Set
            ),
            _ => throw new ApiException(
                ErrorCodes.InvalidInput,
                $"The value is not a reference to an entity of {target.Set}. Send one such as {{\"@odata.id\":\"{target.Set}(1)\"}}.",
                target.Set
            ),
        };

    private static JsonElement? FindId(JsonElement value) =>
        value.TryGetProperty("@odata.id", out var prefixed) ? prefixed
        : value.TryGetProperty("@id", out var id) ? id
        : null;

    [GeneratedRegex(@"(?:^|/)(?<set>\w+)(?:\((?:\w+=)?(?<key>[0-9]{1,19})\)|/(?<key>[0-9]{1,19}))$", RegexOptions.None, 1_000)]
    private static partial Regex AddressPattern();
}
