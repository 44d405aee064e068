using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.Tests;

public sealed class PermissionTests
{
    [Theory]
    [InlineData(AccessRole.Reader, "Query")]
    [InlineData(AccessRole.Operator, "Query SeeSql LiveRead Operate Sync")]
    [InlineData(AccessRole.Admin, "Query SeeSql LiveRead Operate Sync ManageConnections ManageKeys AskFreely")]
    public void A_role_holds_these_permissions_and_no_others(AccessRole role, string permissions) =>
        string.Join(' ', Enum.GetValues<Permission>().Where(new CallerAccess("k", role).May)).ShouldBe(permissions);

    [Fact]
    [Produces(nameof(ErrorCodes.Forbidden))]
    public void A_refusal_names_the_role_that_is_needed()
    {
        var refusal = Should.Throw<ApiException>(() => new CallerAccess("dashboard", AccessRole.Reader).Demand(Permission.Operate));
        refusal.Error.Code.ShouldBe(ErrorCodes.Forbidden);
        refusal.Message.ShouldBe("The key 'dashboard' has the role Reader, and Operate needs Operator. Use a key of that role.");
    }
}
