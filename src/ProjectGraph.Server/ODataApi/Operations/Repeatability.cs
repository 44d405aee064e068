using System.Globalization;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>
/// Reads the headers of repeatable requests (OASIS Repeatable Requests 1.0). The request's id becomes the operation's
/// idempotency key, so a repetition receives the first result and changes nothing.
/// </summary>
internal static class Repeatability
{
    private const string Id = "Repeatability-Request-ID";
    private const string Sent = "Repeatability-First-Sent";
    private const string Client = "Repeatability-Client-ID";
    private const string Result = "Repeatability-Result";
    private const int MaxIdLength = 80;

    /// <summary>Reads the idempotency key of a request, also from <c>Idempotency-Key</c>. Returns null if it has none.</summary>
    public static string? ReadKey(HttpContext http)
    {
        var headers = http.Request.Headers;
        var (id, sent, client) = (headers[Id].ToString(), headers[Sent].ToString(), headers[Client].ToString());
        if (id.Length + sent.Length == 0)
            return headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;
        http.Response.Headers[Result] = "rejected";
        if (id.Length is 0 or > MaxIdLength || client.Length > MaxIdLength)
            throw Invalid($"{Id} must be a string of at most {MaxIdLength} characters.", Id);
        if (!DateTimeOffset.TryParseExact(sent, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw Invalid($"{Sent} must be an HTTP date, such as Sun, 06 Nov 1994 08:49:37 GMT.", Sent);
        return $"repeatable {client} {id}";
    }

    /// <summary>Reports in the response that the request was accepted, now or when it was first sent.</summary>
    public static void MarkAccepted(HttpContext http)
    {
        if (http.Response.Headers.ContainsKey(Result))
            http.Response.Headers[Result] = "accepted";
    }

    private static ApiException Invalid(string message, string target) => new(ErrorCodes.InvalidRepeatability, message, target);
}
