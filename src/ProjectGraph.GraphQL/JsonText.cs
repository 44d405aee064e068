using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace ProjectGraph.GraphQL;

/// <summary>
/// Finds text in JSON that is not Unicode: half of a surrogate pair (<c>"\ud800"</c>) or bytes that are not UTF-8. The parser
/// lets both pass, and every attempt to read such a text as a .NET string throws.
/// </summary>
public static class JsonText
{
    private const int LongestPath = 200;

    /// <summary>
    /// The path of the first name or value that is not Unicode text, such as <c>where.name.eq</c> or <c>ids[2]</c>; null where
    /// all of them are. The path of a name is that of its object; the root's is empty.
    /// </summary>
    public static string? FindInvalid(JsonElement root)
    {
        if (root.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array))
            return null;
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(root);
        // Mostly there is nothing to look for: an escape is the only way to half a pair in bytes that are UTF-8.
        return json.IndexOf("\\u"u8) < 0 && Utf8.IsValid(json) ? null : Find(json);
    }

    private static string? Find(ReadOnlySpan<byte> json)
    {
        // The parser's own limit of depth has been met already.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var places = new Stack<Place>();
        places.Push(new Place(IsList: false));
        while (reader.Read())
        {
            Place place = places.Peek();
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when !IsUnicode(ref reader):
                    place.Name = "";
                    return Path(places);
                case JsonTokenType.PropertyName:
                    place.Name = reader.GetString()!;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    places.Pop();
                    continue;
            }

            place.Index++;
            if (reader.TokenType == JsonTokenType.String && !IsUnicode(ref reader))
                return Path(places);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                places.Push(new Place(reader.TokenType == JsonTokenType.StartArray));
        }

        return null;
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return Utf8.IsValid(reader.ValueSpan);
        char[] text = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(text);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static string Path(IEnumerable<Place> places)
    {
        string path = "";
        foreach (string step in places.Reverse().Select(place => place.Step))
        {
            string longer = step.Length == 0 || step[0] == '[' || path.Length == 0 ? path + step : $"{path}.{step}";
            // Clients may send names of any length: the beginning of the path names the place well enough.
            if (longer.Length > LongestPath)
                return path + "…";
            path = longer;
        }

        return path;
    }

    /// <summary>An object or list that the walk is in, and where in it.</summary>
    private sealed record Place(bool IsList)
    {
        public string Name { get; set; } = "";

        public int Index { get; set; } = -1;

        public string Step => IsList ? string.Create(CultureInfo.InvariantCulture, $"[{Index}]") : Name;
    }
}
