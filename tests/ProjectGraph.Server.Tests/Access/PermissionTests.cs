using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests;

public sealed class PermissionTests
{
    [Theory]
    [InlineData(AccessRole.Reader, "Query")]
    [InlineData(AccessRole.Operator, "Query SeeSql LiveRead Operate Sync")]
    [InlineData(AccessRole.Admin, "Query SeeSql LiveRead Operate Sync ManageKeys SendUntrustedDocuments")]
    public void A_role_holds_these_permissions_and_no_others(AccessRole role, string permissions) =>
        string.Join(' ', Enum.GetValues<Permission>().Where(new CallerAccess("k", role).Has)).ShouldBe(permissions);

    [Fact]
    [Produces(nameof(ErrorCodes.Forbidden))]
    public void A_refusal_names_the_role_that_is_needed()
    {
        var refusal = Should.Throw<ApiException>(() => new CallerAccess("dashboard", AccessRole.Reader).Require(Permission.Operate));
        refusal.Error.Code.ShouldBe(ErrorCodes.Forbidden);
        refusal.Message.ShouldBe("The key 'dashboard' has the role Reader, and Operate needs Operator. Use a key of that role.");
    }

    [Fact]
    public void A_key_is_one_caller_with_its_rights()
    {
        var key = new ApiKey(7, "dashboard", AccessRole.Operator)
        {
            VendorAccounts = new HashSet<long> { 3 },
            Protocols = new HashSet<ApiProtocol> { ApiProtocol.OData },
        };
        var caller = CallerAccess.FromKey(key, new("secret"));
        (caller.Kind, caller.Id, caller.Name, caller.Role).ShouldBe((CallerKind.Key, "7", "dashboard", AccessRole.Operator));
        caller.VendorAccounts.ShouldBe([3L]);
        caller.Protocols.ShouldBe([ApiProtocol.OData]);
    }
}
