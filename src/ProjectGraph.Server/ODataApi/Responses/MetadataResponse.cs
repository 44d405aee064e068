using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>Responds with the metadata document and the service document (Protocol, section 11.1).</summary>
internal sealed class MetadataResponse(ODataModel model)
{
    /// <summary>
    /// Sends XML if the client accepts it at all, even if it prefers JSON. BI tools prefer JSON in every request, but read
    /// only XML metadata.
    /// </summary>
    public Task SendMetadataAsync(HttpContext http, ODataHead head)
    {
        http.Response.Headers.Vary = "Accept";
        if (head.Accept.Xml)
            return ODataResponseSender.SendAsync(http, "application/xml;charset=utf-8", model.Csdl.Xml);
        if (head.Accept.Json is not null)
            return ODataResponseSender.SendAsync(http, "application/json;charset=utf-8", model.Csdl.Json);
        throw new ApiException(
            ErrorCodes.NotAcceptable,
            "Metadata is returned as XML or JSON. Accept application/xml or application/json.",
            "Accept"
        );
    }

    public Task SendServiceDocumentAsync(HttpContext http, ODataHead head)
    {
        var format = head.Format;
        return ODataResponseSender.SendAsync(http, format.ContentType, ODataWriter.WriteServiceDocument(head, model));
    }
}
