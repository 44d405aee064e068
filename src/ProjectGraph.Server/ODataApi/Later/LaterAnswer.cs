using ProjectGraph.Server.ODataApi.Answering;

namespace ProjectGraph.Server.ODataApi.Later;

/// <summary>A request that this instance works on while nobody waits.</summary>
/// <param name="Run">Ends with the answer, once it is kept.</param>
internal sealed record LaterAnswer(string Id, Task<InnerAnswer> Run);
