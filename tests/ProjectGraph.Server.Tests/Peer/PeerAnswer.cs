using System.Globalization;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>A response, all of its pages, as values that can be compared with those of another implementation.</summary>
internal sealed record PeerAnswer(int Status, IReadOnlyList<int> Pages, object? Value)
{
    private const string Count = "@odata.count";
    private const string NextLink = "@odata.nextLink";

    /// <param name="headers">Sent with each page.</param>
    public static async Task<PeerAnswer> GetAsync(HttpClient client, string url, params (string Name, string Value)[] headers)
    {
        var (rows, pages, isOrdered) = (new List<object?>(), new List<int>(), url.Contains("$orderby", StringComparison.Ordinal));
        for (var next = "odata" + url; ; )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            foreach (var header in headers)
                request.Headers.Add(header.Name, header.Value);
            using var response = await client.SendAsync(request);
            var (status, text) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
            if (status != 200)
                return new(status, [], null);
            if (response.Content.Headers.ContentType?.MediaType != "application/json")
                return new(status, [], text.TrimStart('\uFEFF'));
            var body = JsonElement.Parse(text);
            if (!body.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
                return new(status, [], Comparable(body, isOrdered));
            rows.AddRange(value.EnumerateArray().Select(row => Comparable(row, isOrdered)));
            pages.Add(value.GetArrayLength());
            if (!body.TryGetProperty(NextLink, out var link))
            {
                var whole = new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["value"] = Ordered(rows, isOrdered) };
                if (body.TryGetProperty(Count, out var count))
                    whole[Count] = count.GetDecimal();
                return new(status, pages, whole);
            }
            next = link.GetString()!;
        }
    }

    /// <returns>The first difference, ours first; null when there is none.</returns>
    public static string? Difference(PeerAnswer ours, PeerAnswer theirs)
    {
        // Which of the refusals it is, is a matter of the error and not of the value.
        if (ours.Status >= 400 && theirs.Status >= 400)
            return null;
        if (ours.Status != theirs.Status)
            return $"status: {ours.Status} | {theirs.Status}";
        return Difference("", ours.Value, theirs.Value)
            ?? (
                ours.Pages.SequenceEqual(theirs.Pages) ? null : $"pages: {string.Join(',', ours.Pages)} | {string.Join(',', theirs.Pages)}"
            );
    }

    private static string? Difference(string path, object? ours, object? theirs)
    {
        switch (ours, theirs)
        {
            case (SortedDictionary<string, object?> left, SortedDictionary<string, object?> right):
                if (left.Keys.Except(right.Keys).FirstOrDefault() is { } only)
                    return $"{path}/{only}: {Shown(left[only])} | absent";
                if (right.Keys.Except(left.Keys).FirstOrDefault() is { } other)
                    return $"{path}/{other}: absent | {Shown(right[other])}";
                return left
                    .Keys.Select(key => Difference($"{path}/{key}", left[key], right[key]))
                    .FirstOrDefault(found => found is not null);
            case (List<object?> left, List<object?> right):
                if (left.Count != right.Count)
                    return $"{path}: {left.Count} rows | {right.Count} rows";
                return left.Zip(right)
                    .Select((pair, i) => Difference($"{path}[{i}]", pair.First, pair.Second))
                    .FirstOrDefault(found => found is not null);
            case (decimal left, decimal right):
                // One side adds floating point numbers.
                return Math.Abs(left - right) <= Math.Max(1, Math.Abs(left)) * 1e-9m ? null : $"{path}: {Shown(left)} | {Shown(right)}";
            default:
                return Equals(ours, theirs) ? null : $"{path}: {Shown(ours)} | {Shown(theirs)}";
        }
    }

    private static object? Comparable(JsonElement value, bool isOrdered)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value
                    .EnumerateObject()
                    .Where(member =>
                        !member.Name.Contains('@', StringComparison.Ordinal) || member.Name.EndsWith(Count, StringComparison.Ordinal)
                    );
                return new SortedDictionary<string, object?>(
                    members.ToDictionary(member => member.Name, member => Comparable(member.Value, isOrdered)),
                    StringComparer.Ordinal
                );
            case JsonValueKind.Array:
                return Ordered([.. value.EnumerateArray().Select(item => Comparable(item, isOrdered))], isOrdered);
            case JsonValueKind.Number:
                return decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : value.GetRawText();
            case JsonValueKind.String:
                return Instant(value.GetString()!);
            case JsonValueKind.Null:
                return null;
            default:
                return value.GetRawText();
        }
    }

    // The same instant can be written with and without its zeros.
    private static string Instant(string text) =>
        text.Length > 18 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant)
            ? instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)
            : text;

    // Without $orderby the order is the service's own choice.
    private static List<object?> Ordered(List<object?> items, bool isOrdered) =>
        isOrdered ? items : [.. items.OrderBy(Shown, StringComparer.Ordinal)];

    private static string Shown(object? value) =>
        value switch
        {
            SortedDictionary<string, object?> members =>
                $"{{{string.Join(',', members.Select(member => $"{member.Key}:{Shown(member.Value)}"))}}}",
            List<object?> items => $"[{string.Join(',', items.Select(Shown))}]",
            decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
            null => "null",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
