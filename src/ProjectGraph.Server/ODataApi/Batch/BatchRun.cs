using Microsoft.AspNetCore.Http.Extensions;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Operations;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>
/// Runs the parts of a batch one after the other, each as a request of its own within the batch's caller and patience.
/// <para>
/// A group of several changes is to happen as a whole or not at all. What a vendor has done can't be taken back, so all of
/// the group is planned first, by dry runs: a change that is refused there ends the group before anything was sent. Only a
/// failure at the vendor itself can then end it in the middle, and the answer says what had been done by then.
/// </para>
/// </summary>
internal sealed class BatchRun(HttpContext batch, RequestDelegate endpoint, IReadOnlyList<BatchPart> parts, bool continuesOnError)
{
    private readonly InnerAnswer?[] _answers = new InnerAnswer?[parts.Count];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    // A piece for an error's body, and one for the part's place in the response.
    private const long Piece = 4 * 1024;

    private readonly ResponseMemory _memory = ResponseMemory.Of(batch);
    private readonly BatchReferences _references = new(batch.RequestServices.GetRequiredService<Limits>().BodyBytes);

    public async Task<IReadOnlyList<BatchPartAnswer>> RunAsync()
    {
        // Whatever the parts need, each has a place in the response, if only for an error.
        await _memory.KeepBackAsync(2 * Piece * (parts.Count + 1), batch.RequestAborted);
        var next = 0;
        for (var stopped = false; next < parts.Count && !stopped;)
        {
            var end = EndOfGroup(next);
            if (end - next == 1) await RunOneAsync(next);
            else await RunGroupAsync(next, end);
            // Without the preference a batch ends with its first failure (section 8.2.8.3).
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
        var broken = await PlanAsync(start, end);
        for (var index = start; index < end && broken is null; index++)
        {
            await RunOneAsync(index);
            if (_answers[index]!.Failed) broken = index;
        }
        for (var index = start; index < end; index++) _answers[index] ??= await FailedAsync(Undone(parts[index]));
        if (broken is not null && parts[start].Group is { } group) _failed.Add(group);
        for (var index = start; index < end && broken is not null; index++) Note(index);
    }

    /// <summary>Plans all of a group; the first change that is refused is answered.</summary>
    private async Task<int?> PlanAsync(int start, int end)
    {
        var ids = parts.Skip(start).Take(end - start).Select(part => part.Id).ToArray();
        for (var index = start; index < end; index++)
        {
            var part = parts[index];
            // What builds on an entity that is not there yet can't be planned.
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

    private void Answer(int index, InnerAnswer answer)
    {
        _answers[index] = answer;
        _references.Add(parts[index], answer);
        Note(index);
    }

    private void Note(int index)
    {
        if (!_answers[index]!.Failed) return;
        if (parts[index].Id is { } id) _failed.Add(id);
        if (parts[index].Group is { } group) _failed.Add(group);
    }

    private async Task<InnerAnswer> RunAsync(BatchPart given, bool isPlan)
    {
        if (!isPlan) _memory.ReleaseKeptBack(Piece);
        BatchPart part;
        try
        {
            part = _references.Resolve(given);
            await DemandRoomAsync(part, isPlan);
        }
        catch (ApiException refusal)
        {
            return await FailedAsync(refusal);
        }
        var inner = InnerRequest.PartOf(batch, part.Method, part.Headers, part.Body);
        // A part speaks the version of its batch unless it says otherwise.
        if (batch.Request.Headers.TryGetValue("OData-MaxVersion", out var version)) inner.Context.Request.Headers.TryAdd("OData-MaxVersion", version);
        if (isPlan) inner.Context.Features.Set(new DryRunOnly());
        return await inner.RunAsync(context =>
        {
            (context.Request.Path, context.Request.QueryString) = Address(part.Url);
            return endpoint(context);
        });
    }

    /// <summary>A part whose response could no longer be delivered is not run, and a change is not sent.</summary>
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
        new(ErrorCodes.DependencyFailed, $"The request depends on {string.Join(", ", part.DependsOn)}, and not all of that succeeded: it was not run.", part.Id);

    private static ApiException Undone(BatchPart part) =>
        new(ErrorCodes.DependencyFailed, "Another change of the same group failed: this one was not sent.", part.Id);

    private (PathString Path, QueryString Query) Address(string url)
    {
        IncomingText.CheckUrl(url);
        var prefix = batch.RequestServices.GetRequiredService<PublicAddress>().Prefix(batch.Request);
        var text = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https") text = OwnPath(absolute!);
        else if (!url.StartsWith('/')) text = $"{prefix}{ODataReader.Prefix}/{url}";
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var path = PathString.FromUriComponent(question < 0 ? text : text[..question]);
        path = RequestPaths.Normalize(path);
        if (prefix.Length > 0 && path.StartsWithSegments(PathString.FromUriComponent(prefix), out var rest)) path = RequestPaths.Normalize(rest);
        if (!path.StartsWithSegments(ODataReader.Prefix)) throw Elsewhere(url);
        return (path, new(question < 0 ? "" : text[question..]));
    }

    private string OwnPath(Uri url) =>
        batch.RequestServices.GetRequiredService<PublicAddress>().IsOwn(url, batch.Request) ? url.PathAndQuery : throw Elsewhere(url.OriginalString);

    private static ApiException Elsewhere(string url) => new(ErrorCodes.BadRequest, $"A part of a batch can't be sent to '{url}'.", "url");
}
