using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>The policies that ASP.NET Core's authorization knows are those of the table of permissions.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(AccessRole.Reader)]
    [InlineData(AccessRole.Operator)]
    [InlineData(AccessRole.Admin)]
    [InlineData(default(AccessRole))]
    public async Task A_role_passes_the_policies_of_its_permissions_and_no_others(AccessRole role)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddAuthorizationBuilder().AddPermissions();
        await using var provider = services.BuildServiceProvider();
        var authorization = provider.GetRequiredService<IAuthorizationService>();
        var caller = new CallerAccess("Ada", role) { Kind = CallerKind.Token, Id = "u-1" };
        var user = new CallerIdentity(caller, TokenAuthentication.Scheme).ToPrincipal();
        foreach (var permission in Enum.GetValues<Permission>())
            (await authorization.AuthorizeAsync(user, permission.ToString())).Succeeded.ShouldBe(
                caller.Has(permission),
                permission.ToString()
            );
    }
}
