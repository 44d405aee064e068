using Microsoft.AspNetCore.Authorization;

namespace ProjectGraph.Server;

/// <summary>
/// Marks an endpoint whose WebSockets may present their credential in their first message, as a page can give them no headers.
/// The endpoint identifies the caller then.
/// </summary>
internal sealed class CredentialMayFollow;

/// <summary>Lets a WebSocket without a credential open, where the endpoint is marked.</summary>
internal sealed class CredentialMayFollowHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is HttpContext { WebSockets.IsWebSocketRequest: true } http
            && http.GetEndpoint()?.Metadata.GetMetadata<CredentialMayFollow>() is not null
            && Credential.Of(http) is null
            && http.Features.Get<CallerAccess>() is null)
        {
            foreach (var requirement in context.PendingRequirements.ToArray()) context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
