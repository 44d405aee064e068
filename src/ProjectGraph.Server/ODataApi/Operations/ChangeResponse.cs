using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Responds to changes (Protocol, sections 8.2.8.7 and 11.4).</summary>
internal sealed class ChangeResponse(
    GraphModel graph,
    ODataPlanner planner,
    ODataCostEstimator costs,
    EntityResponse entities,
    Preconditions preconditions
)
{
    /// <summary>Responds with the entry of the operation log, for an action or a dry run.</summary>
    public Task SendOperationAsync(HttpContext http, ODataHead head, QueryOptions options, OperationResult result)
    {
        var log = graph.Operations;
        return SendEntityAsync(http, head, options, new(log, [], log, true, PathEnd.All), result.OperationId, StatusCodes.Status200OK);
    }

    /// <summary>Checks before a change that its response can be produced.</summary>
    /// <exception cref="ApiException">The options or the format are not supported.</exception>
    public void RequireSupported(HttpContext http, ODataHead head, QueryOptions options, EntityModel returned)
    {
        if (options.Given.Any())
            costs.Estimate(planner.Plan(new(returned, IsSingle: true), options, default), rows: 1, CallerAccess.Get(http));
        if (head.Preferences.ReturnMinimal != true)
            _ = head.Format;
    }

    public async Task SendCreatedAsync(HttpContext http, ODataHead head, QueryOptions options, EntityModel set, long id)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{head.Root}{set.Set}({id})");
        http.Response.Headers.Location = address;
        if (head.Preferences.ReturnMinimal == true)
        {
            http.Response.Headers["OData-EntityId"] = address;
            SetNoContent(http, head, ODataModel.HasETag(set) ? id : null);
        }
        else
            await SendRepresentationAsync(http, head, options, new(set, [], set, true, PathEnd.All), id, StatusCodes.Status201Created);
    }

    public async Task SendChangedAsync(HttpContext http, ODataHead head, QueryOptions options, ODataPath.Resource resource, long id)
    {
        if (head.Preferences.ReturnMinimal == true)
            SetNoContent(http, head, id);
        else
            await SendRepresentationAsync(http, head, options, resource with { IsSingle = true }, id, StatusCodes.Status200OK);
    }

    /// <summary>Responds with 204.</summary>
    /// <param name="project">The changed project, whose new ETag is returned. Null if there is none.</param>
    public void SetNoContent(HttpContext http, ODataHead head, long? project)
    {
        if (head.Preferences.ReturnMinimal == true)
            Preferences.ReportApplied(http, head, "return=minimal", isPrefixed: false);
        if (project is { } id && preconditions.ReadETag(id, CallerAccess.Get(http).Scope) is { } tag)
            http.Response.Headers.ETag = tag;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task SendRepresentationAsync(
        HttpContext http,
        ODataHead head,
        QueryOptions options,
        ODataPath.Resource resource,
        long id,
        int status
    )
    {
        if (head.Preferences.ReturnMinimal == false)
            Preferences.ReportApplied(http, head, "return=representation", isPrefixed: false);
        return SendEntityAsync(http, head, options, resource, id, status);
    }

    private async Task SendEntityAsync(
        HttpContext http,
        ODataHead head,
        QueryOptions options,
        ODataPath.Resource resource,
        long id,
        int status
    )
    {
        var level = head.Format.Metadata;
        var plan = planner.Plan(
            ResourceFinder.CreateScope(resource.Target, id),
            options,
            new(level == MetadataLevel.Full, level != MetadataLevel.None, level != MetadataLevel.None)
        );
        http.Response.StatusCode = status;
        try
        {
            await entities.SendAsync(http, head, resource, plan);
        }
        catch (ApiException failure)
            when (!http.Response.HasStarted
                && (failure.Error.Code == ErrorCodes.ResponseTooLarge || failure.Error.Code == ErrorCodes.Overloaded)
            )
        {
            // The change was made, so an error would mislead. The client can read the entity later.
            http.Response.Headers["OData-EntityId"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{head.Root}{resource.Target.Set}({id})"
            );
            http.Response.Headers["Preference-Applied"] = "return=minimal";
            SetNoContent(http, head, ODataModel.HasETag(resource.Target) ? id : null);
        }
    }
}
