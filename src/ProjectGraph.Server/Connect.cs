using System.Text;
using ProjectGraph.Server.ODataApi;

namespace ProjectGraph.Server;

/// <summary>
/// Serves files that open the OData feed in a BI tool by a double click. They contain the feed's address and no secret. The tool
/// prompts for the key.
/// </summary>
internal static class Connect
{
    private const string DefaultSet = "Projects";

    public static IEndpointRouteBuilder MapConnect(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/connect").AllowAnonymous();
        Map(files, "powerbi.pbids", "application/json; charset=utf-8", PowerBiFile.Write);
        Map(files, "excel.odc", "text/x-ms-odc; charset=utf-8", ExcelFile.Write);
        Map(files, "tableau.tds", "application/xml; charset=utf-8", TableauFile.Write);
        return app;
    }

    private static void Map(RouteGroupBuilder files, string name, string type, Func<FeedAddress, string> write) =>
        files.MapMethods("/" + name, ["GET", "HEAD"], (HttpContext context, PublicAddress address, ODataModel model) =>
        {
            var feed = new FeedAddress(address.GetAbsoluteRoot(context.Request) + ODataReader.Prefix, GetSetName(context.Request, model));
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"ProjectGraph{Path.GetExtension(name)}\"";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Text(write(feed), type, Encoding.UTF8);
        });

    private static string GetSetName(HttpRequest request, ODataModel model) =>
        request.Query["set"].ToString() switch
        {
            "" => DefaultSet,
            var set when model.FindSet(set) is not null => set,
            var set => throw new ApiException(
                ErrorCodes.NotFound,
                $"The set '{set}' was not found. The document at /odata lists the sets.",
                "set"
            ),
        };
}
