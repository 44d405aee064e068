using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.AsyncRequests;

/// <summary>An async request that this instance runs.</summary>
/// <param name="Completion">Completes with the response after its async result has been stored.</param>
internal sealed record AsyncRequest(string Id, Task<InnerResponse> Completion);
