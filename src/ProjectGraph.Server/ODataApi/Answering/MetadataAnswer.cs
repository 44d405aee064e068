using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>The metadata document and the service document (Protocol, section 11.1).</summary>
internal sealed class MetadataAnswer(ODataModel model)
{
    /// <summary>
    /// XML wherever it is admitted at all, whatever the preference: BI tools rank JSON above it in headers that they send
    /// everywhere, and can read XML metadata only.
    /// </summary>
    public Task SendMetadataAsync(HttpContext http, ODataHead head)
    {
        http.Response.Headers.Vary = "Accept";
        if (head.Accept.Xml) return ODataReply.SendAsync(http, "application/xml;charset=utf-8", model.Csdl.Xml);
        if (head.Accept.Json is not null) return ODataReply.SendAsync(http, "application/json;charset=utf-8", model.Csdl.Json);
        throw new ApiException(ErrorCodes.NotAcceptable, "Metadata is XML or JSON. Admit application/xml.", "Accept");
    }

    public Task SendServiceDocumentAsync(HttpContext http, ODataHead head)
    {
        var format = head.Format;
        return ODataReply.SendAsync(http, format.ContentType, ODataWriter.ServiceDocument(head, model));
    }
}
