using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The parameters of one request as the client sent them. The document may be given by its id only.</summary>
/// <param name="DocumentId">The id of a trusted document.</param>
internal sealed record GraphQLParameters(
    string? Query,
    string? DocumentId,
    string? OperationName,
    JsonElement? Variables,
    JsonElement? Extensions
);
