using Microsoft.AspNetCore.Http.Extensions;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>
/// Runs the parts of a batch in order, each as an inner request with the caller and the timeout of the batch.
/// <para>
/// A group of changes should be atomic, but a vendor's change cannot be rolled back. Dry runs therefore plan the whole group
/// first. A refused change ends the group before anything is sent. Only a failure at the vendor can then interrupt the group.
/// The response lists the changes that were made.
/// </para>
/// </summary>
internal sealed class BatchRunner(HttpContext batch, RequestDelegate endpoint, IReadOnlyList<BatchPart> parts, bool continuesOnError)
{
    private readonly InnerResponse?[] _responses = new InnerResponse?[parts.Count];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    // The reserved memory for an error's body, and for the part's entry in the response.
    private const long ReservedBytes = 4 * 1024;

    private readonly ResponseMemory _memory = ResponseMemory.GetOrCreate(batch);
    private readonly BatchReferences _references = new(batch.RequestServices.GetRequiredService<Limits>().BodyBytes);

    public async Task<IReadOnlyList<BatchPartResponse>> RunAsync()
    {
        // Memory is reserved so that the response can contain at least an error for each part.
        await _memory.HoldBackAsync(2 * ReservedBytes * (parts.Count + 1), batch.RequestAborted);
        var next = 0;
        for (var stopped = false; next < parts.Count && !stopped; )
        {
            var end = FindGroupEnd(next);
            if (end - next == 1)
                await RunOneAsync(next);
            else
                await RunGroupAsync(next, end);
            // Without the preference, a batch stops at its first failure (section 8.2.8.3).
            stopped = !continuesOnError && Enumerable.Range(next, end - next).Any(index => _responses[index]!.IsFailure);
            next = end;
        }
        for (; next < parts.Count; next++)
            if (IsBlocked(parts[next]))
                SetResponse(next, await CreateErrorResponseAsync(DependencyFailed(parts[next])));
        _memory.ReleaseHeldBack(2 * ReservedBytes * (parts.Count + 1));
        return [.. parts.Select((part, index) => new BatchPartResponse(part, _responses[index]))];
    }

    private int FindGroupEnd(int start)
    {
        var end = start + 1;
        while (parts[start].Group is { } group && end < parts.Count && parts[end].Group == group)
            end++;
        return end;
    }

    private bool IsBlocked(BatchPart part) => part.DependsOn.Any(_failed.Contains);

    private async Task RunOneAsync(int index) =>
        SetResponse(
            index,
            IsBlocked(parts[index])
                ? await CreateErrorResponseAsync(DependencyFailed(parts[index]))
                : await RunAsync(parts[index], isPlan: false)
        );

    private async Task RunGroupAsync(int start, int end)
    {
        var failed = await PlanAsync(start, end);
        for (var index = start; index < end && failed is null; index++)
        {
            await RunOneAsync(index);
            if (_responses[index]!.IsFailure)
                failed = index;
        }
        for (var index = start; index < end; index++)
            _responses[index] ??= await CreateErrorResponseAsync(NotSent(parts[index]));
        if (failed is not null && parts[start].Group is { } group)
            _failed.Add(group);
        for (var index = start; index < end && failed is not null; index++)
            RecordFailure(index);
    }

    /// <summary>Plans all changes of a group. Returns the index of the first refused change and stores its response.</summary>
    private async Task<int?> PlanAsync(int start, int end)
    {
        var ids = parts.Skip(start).Take(end - start).Select(part => part.Id).ToArray();
        for (var index = start; index < end; index++)
        {
            var part = parts[index];
            // A change that refers to an entity of the same group cannot be planned, because the entity does not exist yet.
            if (!part.IsWrite || BatchReferences.RefersTo(part, ids))
                continue;
            var plan = IsBlocked(part) ? await CreateErrorResponseAsync(DependencyFailed(part)) : await RunAsync(part, isPlan: true);
            if (!plan.IsFailure)
            {
                plan.Body.Dispose();
                continue;
            }
            _responses[index] = plan;
            return index;
        }
        return null;
    }

    private void SetResponse(int index, InnerResponse response)
    {
        _responses[index] = response;
        _references.Add(parts[index], response);
        RecordFailure(index);
    }

    private void RecordFailure(int index)
    {
        if (!_responses[index]!.IsFailure)
            return;
        if (parts[index].Id is { } id)
            _failed.Add(id);
        if (parts[index].Group is { } group)
            _failed.Add(group);
    }

    private async Task<InnerResponse> RunAsync(BatchPart unresolved, bool isPlan)
    {
        if (!isPlan)
            _memory.ReleaseHeldBack(ReservedBytes);
        BatchPart part;
        try
        {
            part = _references.Resolve(unresolved);
            await ReserveMemoryAsync(part, isPlan);
        }
        catch (ApiException error)
        {
            return await CreateErrorResponseAsync(error);
        }
        var inner = InnerRequest.CreatePart(batch, part.Method, part.Headers, part.Body);
        // A part uses the version of its batch unless it has its own header.
        if (batch.Request.Headers.TryGetValue("OData-MaxVersion", out var version))
            inner.Context.Request.Headers.TryAdd("OData-MaxVersion", version);
        if (isPlan)
            inner.Context.Features.Set(new DryRunOnly());
        return await inner.RunAsync(context =>
        {
            (context.Request.Path, context.Request.QueryString) = ResolveUrl(part.Url);
            return endpoint(context);
        });
    }

    /// <summary>Reserves memory for the response. A part is refused if its response would not fit.</summary>
    private async ValueTask ReserveMemoryAsync(BatchPart part, bool isPlan)
    {
        if (part.IsWrite && !isPlan)
            await _memory.EnsureAvailableAsync(_memory.RoomForChange, batch.RequestAborted);
        else if (_memory.Available < _memory.RoomForPart)
            throw _memory.CreateTooLargeError();
    }

    private Task<InnerResponse> CreateErrorResponseAsync(ApiException failure)
    {
        var inner = InnerRequest.CreatePart(batch, "POST", [], []);
        return inner.RunAsync(context =>
        {
            context.Response.Headers["OData-Version"] = batch.Response.Headers["OData-Version"];
            throw failure;
        });
    }

    private static ApiException DependencyFailed(BatchPart part) =>
        new(
            ErrorCodes.DependencyFailed,
            $"The request was not run, because it depends on {string.Join(", ", part.DependsOn)}. Correct the requests that failed.",
            part.Id
        );

    private static ApiException NotSent(BatchPart part) =>
        new(
            ErrorCodes.DependencyFailed,
            "The change was not sent, because another change of its group failed. Correct that change.",
            part.Id
        );

    private (PathString Path, QueryString Query) ResolveUrl(string url)
    {
        IncomingText.RequireUnicodeUrl(url);
        var prefix = batch.RequestServices.GetRequiredService<PublicAddress>().GetPathPrefix(batch.Request);
        var text = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
            text = GetOwnPath(absolute!);
        else if (!url.StartsWith('/'))
            text = $"{prefix}{ODataReader.Prefix}/{url}";
        var queryStart = text.IndexOf('?', StringComparison.Ordinal);
        var path = PathString.FromUriComponent(queryStart < 0 ? text : text[..queryStart]);
        path = RequestPaths.Normalize(path);
        if (prefix.Length > 0 && path.StartsWithSegments(PathString.FromUriComponent(prefix), out var remainder))
            path = RequestPaths.Normalize(remainder);
        if (!path.StartsWithSegments(ODataReader.Prefix))
            throw OutsideService(url);
        return (path, new(queryStart < 0 ? "" : text[queryStart..]));
    }

    private string GetOwnPath(Uri url) =>
        batch.RequestServices.GetRequiredService<PublicAddress>().IsOwnUrl(url, batch.Request)
            ? url.PathAndQuery
            : throw OutsideService(url.OriginalString);

    private static ApiException OutsideService(string url) =>
        new(
            ErrorCodes.BadRequest,
            $"The URL '{url}' of a batch part is not below the service root. Send it as a request of its own.",
            "url"
        );
}
