using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Sandbox;

/// <summary>A response as bytes, with the faults that change it.</summary>
internal sealed record RenderedSandboxResponse(SandboxResponse Response, byte[] Body, string ContentType)
{
    public int Status => Response.Status;

    public static RenderedSandboxResponse Render(SandboxResponse answer, string contentType) =>
        new(answer, answer.Body is null ? [] : SandboxJson.ToBytes(answer.Body), answer.ContentType ?? contentType);

    public static string FormatSeconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Applies the faults that change the body. The status stays successful, so clients can't detect these faults by it.</summary>
    public static RenderedSandboxResponse ApplyFault(RenderedSandboxResponse reply, SandboxFault? fault) =>
        fault?.Kind switch
        {
            SandboxFaultKind.Garbage => reply with { Body = Encoding.UTF8.GetBytes("<html><body>An unexpected page.</body></html>") },
            SandboxFaultKind.WrongType when reply.Body.Length > 0 => reply with
            {
                Body = ReplaceField(reply.Body, fault.Field!, fault.Value),
            },
            SandboxFaultKind.NewField when reply.Body.Length > 0 => reply with { Body = AddField(reply.Body, fault) },
            _ => reply,
        };

    public async Task SendAsync(HttpContext http, SandboxFaultKind? fault)
    {
        if (fault == SandboxFaultKind.LostAnswer)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = Status;
        foreach (var (name, value) in Response.Headers)
            http.Response.Headers[name] = value;
        if (Body.Length == 0)
            return;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
        // Kestrel closes the connection after half of the announced body. An Abort could overtake the first half.
        var length = fault == SandboxFaultKind.CutBody ? Body.Length / 2 : Body.Length;
        await http.Response.Body.WriteAsync(Body.AsMemory(0, length), http.RequestAborted);
    }

    private static byte[] ReplaceField(byte[] body, string field, JsonNode? value)
    {
        var node = SandboxJson.Parse(body);
        ReplaceField(node, field, value);
        return SandboxJson.ToBytes(node);
    }

    private static void ReplaceField(JsonNode? node, string field, JsonNode? value)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                ReplaceField(item, field, value);
        }
        if (node is not JsonObject record)
            return;
        foreach (var name in record.Select(member => member.Key).ToList())
        {
            if (name == field)
                record[name] = value?.DeepClone();
            else
                ReplaceField(record[name], field, value);
        }
    }

    private static byte[] AddField(byte[] body, SandboxFault fault)
    {
        var node = SandboxJson.Parse(body);
        AddField(node, fault);
        return SandboxJson.ToBytes(node);
    }

    private static void AddField(JsonNode? node, SandboxFault fault)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                AddField(item, fault);
        }
        if (node is not JsonObject record)
            return;
        foreach (var member in record.ToList())
            AddField(member.Value, fault);
        if (record.ContainsKey(fault.Beside!))
            record[fault.Field!] = fault.Value?.DeepClone();
    }
}
