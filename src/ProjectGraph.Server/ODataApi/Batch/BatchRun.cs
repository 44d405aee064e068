using Microsoft.AspNetCore.Http.Extensions;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Operations;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>
/// Runs the parts of a batch in order, each as an inner request with the caller and the timeout of the batch.
/// <para>
/// A group of changes should be atomic, but a vendor's change cannot be rolled back. Dry runs therefore plan the whole group
/// first. A refused change ends the group before anything is sent. Only a failure at the vendor can then interrupt the group.
/// The response lists the changes that were made.
/// </para>
/// </summary>
internal sealed class BatchRun(HttpContext batch, RequestDelegate endpoint, IReadOnlyList<BatchPart> parts, bool continuesOnError)
{
    private readonly InnerAnswer?[] _answers = new InnerAnswer?[parts.Count];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    // The reserved memory for an error's body, and for the part's entry in the response.
    private const long Piece = 4 * 1024;

    private readonly ResponseMemory _memory = ResponseMemory.Of(batch);
    private readonly BatchReferences _references = new(batch.RequestServices.GetRequiredService<Limits>().BodyBytes);

    public async Task<IReadOnlyList<BatchPartAnswer>> RunAsync()
    {
        // Memory is reserved so that the response can contain at least an error for each part.
        await _memory.KeepBackAsync(2 * Piece * (parts.Count + 1), batch.RequestAborted);
        var next = 0;
        for (var stopped = false; next < parts.Count && !stopped;)
        {
            var end = EndOfGroup(next);
            if (end - next == 1) await RunOneAsync(next);
            else await RunGroupAsync(next, end);
            // Without the preference, a batch stops at its first failure (section 8.2.8.3).
            stopped = !continuesOnError && Enumerable.Range(next, end - next).Any(index => _answers[index]!.Failed);
            next = end;
        }
        for (; next < parts.Count; next++)
            if (IsBlocked(parts[next])) Answer(next, await FailedAsync(DependencyFailed(parts[next])));
        _memory.ReleaseKeptBack(2 * Piece * (parts.Count + 1));
        return [.. parts.Select((part, index) => new BatchPartAnswer(part, _answers[index]))];
    }

    private int EndOfGroup(int start)
    {
        var end = start + 1;
        while (parts[start].Group is { } group && end < parts.Count && parts[end].Group == group) end++;
        return end;
    }

    private bool IsBlocked(BatchPart part) => part.DependsOn.Any(_failed.Contains);

    private async Task RunOneAsync(int index) =>
        Answer(index, IsBlocked(parts[index]) ? await FailedAsync(DependencyFailed(parts[index])) : await RunAsync(parts[index], isPlan: false));

    private async Task RunGroupAsync(int start, int end)
    {
        var failed = await PlanAsync(start, end);
        for (var index = start; index < end && failed is null; index++)
        {
            await RunOneAsync(index);
            if (_answers[index]!.Failed) failed = index;
        }
        for (var index = start; index < end; index++) _answers[index] ??= await FailedAsync(Undone(parts[index]));
        if (failed is not null && parts[start].Group is { } group) _failed.Add(group);
        for (var index = start; index < end && failed is not null; index++) Note(index);
    }

    /// <summary>Plans all changes of a group. Returns the index of the first refused change and stores its response.</summary>
    private async Task<int?> PlanAsync(int start, int end)
    {
        var ids = parts.Skip(start).Take(end - start).Select(part => part.Id).ToArray();
        for (var index = start; index < end; index++)
        {
            var part = parts[index];
            // A change that refers to an entity of the same group cannot be planned, because the entity does not exist yet.
            if (!part.IsWrite || BatchReferences.Names(part, ids)) continue;
            var plan = IsBlocked(part) ? await FailedAsync(DependencyFailed(part)) : await RunAsync(part, isPlan: true);
            if (!plan.Failed)
            {
                plan.Body.Dispose();
                continue;
            }
            _answers[index] = plan;
            return index;
        }
        return null;
    }

    private void Answer(int index, InnerAnswer response)
    {
        _answers[index] = response;
        _references.Add(parts[index], response);
        Note(index);
    }

    private void Note(int index)
    {
        if (!_answers[index]!.Failed) return;
        if (parts[index].Id is { } id) _failed.Add(id);
        if (parts[index].Group is { } group) _failed.Add(group);
    }

    private async Task<InnerAnswer> RunAsync(BatchPart unresolved, bool isPlan)
    {
        if (!isPlan) _memory.ReleaseKeptBack(Piece);
        BatchPart part;
        try
        {
            part = _references.Resolve(unresolved);
            await DemandRoomAsync(part, isPlan);
        }
        catch (ApiException error)
        {
            return await FailedAsync(error);
        }
        var inner = InnerRequest.PartOf(batch, part.Method, part.Headers, part.Body);
        // A part uses the version of its batch unless it has its own header.
        if (batch.Request.Headers.TryGetValue("OData-MaxVersion", out var version)) inner.Context.Request.Headers.TryAdd("OData-MaxVersion", version);
        if (isPlan) inner.Context.Features.Set(new DryRunOnly());
        return await inner.RunAsync(context =>
        {
            (context.Request.Path, context.Request.QueryString) = Address(part.Url);
            return endpoint(context);
        });
    }

    /// <summary>Reserves memory for the response. A part is refused if its response would not fit.</summary>
    private async ValueTask DemandRoomAsync(BatchPart part, bool isPlan)
    {
        if (part.IsWrite && !isPlan) await _memory.PromiseAsync(_memory.RoomForChange, batch.RequestAborted);
        else if (_memory.Left < _memory.RoomForPart) throw _memory.TooLarge();
    }

    private Task<InnerAnswer> FailedAsync(ApiException failure)
    {
        var inner = InnerRequest.PartOf(batch, "POST", [], []);
        return inner.RunAsync(context =>
        {
            context.Response.Headers["OData-Version"] = batch.Response.Headers["OData-Version"];
            throw failure;
        });
    }

    private static ApiException DependencyFailed(BatchPart part) =>
        new(ErrorCodes.DependencyFailed, $"The request was not run, because it depends on {string.Join(", ", part.DependsOn)}. Correct the requests that failed.", part.Id);

    private static ApiException Undone(BatchPart part) =>
        new(ErrorCodes.DependencyFailed, "The change was not sent, because another change of its group failed. Correct that change.", part.Id);

    private (PathString Path, QueryString Query) Address(string url)
    {
        IncomingText.CheckUrl(url);
        var prefix = batch.RequestServices.GetRequiredService<PublicAddress>().Prefix(batch.Request);
        var text = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https") text = OwnPath(absolute!);
        else if (!url.StartsWith('/')) text = $"{prefix}{ODataReader.Prefix}/{url}";
        var queryStart = text.IndexOf('?', StringComparison.Ordinal);
        var path = PathString.FromUriComponent(queryStart < 0 ? text : text[..queryStart]);
        path = RequestPaths.Normalize(path);
        if (prefix.Length > 0 && path.StartsWithSegments(PathString.FromUriComponent(prefix), out var remainder)) path = RequestPaths.Normalize(remainder);
        if (!path.StartsWithSegments(ODataReader.Prefix)) throw Elsewhere(url);
        return (path, new(queryStart < 0 ? "" : text[queryStart..]));
    }

    private string OwnPath(Uri url) =>
        batch.RequestServices.GetRequiredService<PublicAddress>().IsOwn(url, batch.Request) ? url.PathAndQuery : throw Elsewhere(url.OriginalString);

    private static ApiException Elsewhere(string url) => new(ErrorCodes.BadRequest, $"The URL '{url}' of a batch part is not below the service root. Send it as a request of its own.", "url");
}
