using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi.Oracle;

/// <summary>An entity as the set showed it, values as the protocol writes them.</summary>
internal sealed class Row(JsonElement json)
{
    public long Id => json.GetProperty(nameof(Id)).GetInt64();

    public object? this[string property]
    {
        get
        {
            var value = json.GetProperty(property);
            return value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Number => value.GetDecimal(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => value.GetString(),
            };
        }
    }
}

/// <summary>An expression as a URL has it, and what it means for a row.</summary>
internal sealed record Meant<T>(string Text, Func<Row, T> Of);
