using System.Text.Json;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Checks that floor and subject return the same results before their speeds are compared.</summary>
internal static class ResultEquality
{
    public static async Task CheckAsync(Workload workload, int subject, int floor)
    {
        foreach (var unit in (int[])[0, workload.Subject.Count / 2])
        {
            var expected = await KeysAsync(workload.Floor[unit], floor);
            var actual = await KeysAsync(workload.Subject[unit], subject);
            if (expected != actual)
                throw new InvalidOperationException($"{workload}: the floor returns\n{expected}\nbut the service returns\n{actual}");
        }
    }

    /// <summary>The keys of all rows in order, or the number of rows if they have no keys (groups).</summary>
    private static async Task<string> KeysAsync(byte[][] requests, int port)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var keys = new List<string>();
        foreach (var request in requests)
        {
            var body = ResponseBody.Parse(await connection.SendAsync(request));
            if (Rows(body) is { } rows)
                keys.AddRange(rows.EnumerateArray().Select(Key));
            else
                keys.Add(Key(body.TryGetProperty("data", out var data) ? data.GetProperty("project") : body));
            if (keys.Count == 0)
                throw new InvalidOperationException($"No rows: {body}");
        }
        return keys.Contains("-") ? $"{keys.Count} rows" : string.Join(' ', keys);
    }

    private static JsonElement? Rows(JsonElement body)
    {
        if (body.TryGetProperty("errors", out var errors))
            throw new InvalidOperationException(errors.ToString());
        if (body.TryGetProperty("value", out var value))
            return value;
        if (!body.TryGetProperty("data", out var data))
            return null;
        if (data.TryGetProperty("projectAggregates", out var groups))
            return groups;
        return data.TryGetProperty("projects", out var projects) ? projects.GetProperty("nodes") : null;
    }

    private static string Key(JsonElement row) =>
        row.TryGetProperty("databaseId", out var key) || row.TryGetProperty("Id", out key) ? key.ToString() : "-";
}
