using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The parameters of one request as the client sent them; the document may be only named.</summary>
/// <param name="DocumentId">Names a trusted document.</param>
internal sealed record GraphQLParameters(string? Query, string? DocumentId, string? OperationName, JsonElement? Variables, JsonElement? Extensions);
