using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.Tokens;

namespace ProjectGraph.Server;

/// <summary>Writes the 401 or 403 response of a request that an authorization policy refuses, as the protocol's own error.</summary>
internal sealed class AccessDeniedWriter(CallerIdentification callers) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (authorizeResult.Succeeded)
            await next(context);
        else if (authorizeResult.Challenged)
            await ChallengeAsync(context);
        else
            await ApiErrors.WriteAsync(context, CallerAccess.Get(context).CreateForbiddenError(context.Request.Path, GetRoles(policy)));
    }

    private async Task ChallengeAsync(HttpContext context)
    {
        // The scheme's handler caches its result for the request. The credential is not authenticated a second time.
        var result = await context.AuthenticateAsync();
        var error = callers.RecordFailure(context, result.Failure);
        if (error.Code == ErrorCodes.Unauthenticated)
            context.Response.Headers.WWWAuthenticate = new([.. Challenges(context.Request, result.Failure)]);
        await ApiErrors.WriteAsync(context, error);
    }

    // Some clients fail on two challenges in one header line. Browsers open a log-in box for Basic, and a page that calls by
    // fetch (Fetch Metadata, section 2.1) cannot prevent it.
    private static IEnumerable<string> Challenges(HttpRequest request, Exception? failure)
    {
        yield return failure is SecurityTokenException or SecurityTokenArgumentException
            ? $"Bearer realm=\"ProjectGraph\", error=\"invalid_token\", error_description=\"{TokenAuthentication.DescribeFailure(failure)}\""
            : "Bearer realm=\"ProjectGraph\"";
        if (request.Headers["Sec-Fetch-Dest"] is not ["empty"])
            yield return "Basic realm=\"ProjectGraph\", charset=\"UTF-8\"";
    }

    private static IEnumerable<string> GetRoles(AuthorizationPolicy policy) =>
        policy.Requirements.OfType<RolesAuthorizationRequirement>().SelectMany(requirement => requirement.AllowedRoles);
}
