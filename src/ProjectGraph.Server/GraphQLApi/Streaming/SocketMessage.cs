using System.Text.Json;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Reads and writes the common parts of graphql-transport-ws messages.</summary>
internal static class SocketMessage
{
    private const int MaxIdLength = 200;

    public static string GetMessageType(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && Text(message, "type") is { } type ? type : throw CreateError("it has no type");

    public static string GetId(JsonElement message) =>
        Text(message, "id") is { Length: > 0 and <= MaxIdLength } id
            ? id
            : throw CreateError($"it needs an id of 1 to {MaxIdLength} characters");

    public static JsonElement GetPayload(JsonElement message) =>
        message.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object
            ? payload
            : throw CreateError("it needs a payload");

    /// <summary>Gets the key from the first message's payload, named like the HTTP header, or null.</summary>
    public static Credential? GetCredential(JsonElement message)
    {
        if (!message.TryGetProperty("payload", out var payload) || payload.ValueKind == JsonValueKind.Null)
            return null;
        if (payload.ValueKind != JsonValueKind.Object)
            throw CreateError("its payload must be an object");
        if (JsonUnicodeValidator.FindInvalid(payload) is not null)
            throw NotUnicode();
        var headers = new HeaderDictionary();
        foreach (var member in payload.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String)
                headers[member.Name] = Text(payload, member.Name);
        }
        return Credential.Read(headers);
    }

    public static void Write(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteEndObject();
    }

    /// <param name="payload">Writes the payload. Null for a message without one.</param>
    public static void Write(Utf8JsonWriter json, string type, string id, Action? payload = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, type);
        if (payload is not null)
        {
            json.WritePropertyName("payload"u8);
            payload();
        }
        json.WriteEndObject();
    }

    private static string? Text(JsonElement message, string name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        return JsonUnicodeValidator.FindInvalid(value) is null ? value.GetString() : throw NotUnicode();
    }

    private static SocketClosedException NotUnicode() => CreateError("it is not valid Unicode");

    private static SocketClosedException CreateError(string why) => new(SocketClose.BadMessage($"Invalid message received: {why}"));
}
