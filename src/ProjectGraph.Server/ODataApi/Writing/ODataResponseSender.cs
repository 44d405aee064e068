namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Sends complete responses. Their status and length are known before the first byte is sent.</summary>
internal static class ODataResponseSender
{
    public static async Task SendAsync(HttpContext context, string contentType, PooledBuffer body)
    {
        using (body)
        {
            SetHeaders(context.Response, contentType, body.Length);
            ResponseMemory.GetOrCreate(context).ReleaseUnused();
            if (HttpMethods.IsHead(context.Request.Method))
                return;
            if (context.Response.Body is BufferStream inner)
                inner.Buffer.Append(body);
            else
                await body.SendAsync(context.Response.Body, context.RequestAborted);
        }
    }

    public static async Task SendAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        SetHeaders(context.Response, contentType, body.Length);
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static void SetHeaders(HttpResponse response, string contentType, long length)
    {
        response.ContentType = contentType;
        response.ContentLength = length;
    }
}
