using Microsoft.AspNetCore.Authorization;

namespace ProjectGraph.Server;

/// <summary>
/// Marks an endpoint whose WebSockets may send their credential in the first message, because pages cannot set their headers.
/// The endpoint then identifies the caller.
/// </summary>
internal sealed class DeferredCredential;

/// <summary>Allows a WebSocket without a credential to open at a marked endpoint.</summary>
internal sealed class DeferredCredentialHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (
            context.Resource is HttpContext { WebSockets.IsWebSocketRequest: true } http
            && http.GetEndpoint()?.Metadata.GetMetadata<DeferredCredential>() is not null
            && Credential.Get(http) is null
            && http.Features.Get<CallerAccess>() is null
        )
        {
            foreach (var requirement in context.PendingRequirements.ToArray())
                context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
