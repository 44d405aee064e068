using System.Text.RegularExpressions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server.Tests;

public sealed partial class KeyCommandTests(PublishedProgram program) : IClassFixture<PublishedProgram>, IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];

    // Verbose and in the readable format, so that the test sees every log line.
    private static readonly Dictionary<string, string> Chatty = new()
    {
        ["Logging__LogLevel__Default"] = "Trace",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
    };

    private static readonly Dictionary<string, string> Configured = new()
    {
        ["Vendors__Accounts__0__Name"] = "north",
        ["Vendors__Accounts__0__Vendor"] = "PLANHAT",
        ["Vendors__Accounts__0__BaseUrl"] = "https://planhat.test",
        ["Vendors__Accounts__0__Credentials__Token"] = "x",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_and_rotate_print_the_key_and_nothing_else()
    {
        var first = await KeyAsync(Chatty, "create", "--name", "dashboard", "--role", "reader");
        var second = await KeyAsync(Chatty, "rotate", "--name=dashboard", "--overlap", "0s");

        await using var store = await OpenAsync();
        var keys = new ApiKeyStore(store);
        (await keys.FindAsync(first, default)).ShouldBeNull();
        (await keys.FindAsync(second, default)).ShouldNotBeNull().Name.ShouldBe("dashboard");
    }

    [Fact]
    public async Task A_rotated_key_stays_valid_for_the_overlap()
    {
        var first = await KeyAsync(Nothing, "create", "--name", "dashboard", "--role", "reader");
        await KeyAsync(Nothing, "rotate", "--name", "dashboard", "--overlap", "2h");

        await using var store = await OpenAsync();
        (await new ApiKeyStore(store).FindAsync(first, default))
            .ShouldNotBeNull()
            .ExpiresAt.ShouldNotBeNull()
            .ShouldBeInRange(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(2));
    }

    [Fact]
    public async Task A_key_is_created_with_all_its_restrictions()
    {
        var accounts = await AccountsAsync("north", "south", "west");
        var key = await KeyAsync(
            Nothing,
            "create",
            "--name",
            "excel",
            "--role",
            "operator",
            "--expires",
            "90d",
            "--account",
            "north",
            "--account=west",
            "--protocol",
            "odata",
            "--protocol",
            "graphql"
        );

        await using var store = await OpenAsync();
        var found = (await new ApiKeyStore(store).FindAsync(key, default))!;
        found.Role.ShouldBe(AccessRole.Operator);
        found.ExpiresAt.ShouldNotBeNull().ShouldBe(found.CreatedAt.AddDays(90), TimeSpan.FromMinutes(1));
        found.VendorAccounts.ShouldBe([accounts[0], accounts[2]], ignoreOrder: true);
        found.Protocols.ShouldBe([ApiProtocol.GraphQL, ApiProtocol.OData], ignoreOrder: true);
    }

    [Fact]
    public async Task An_account_may_be_configured_and_not_registered_yet()
    {
        var key = await KeyAsync(Configured, "create", "--name", "excel", "--role", "reader", "--account", "north");

        await using var store = await OpenAsync();
        var north = (await new VendorAccountStore(store).ListAsync(AccountScope.Unrestricted, default)).ShouldHaveSingleItem();
        (north.Name, north.Vendor, north.Status).ShouldBe(("north", Vendor.Planhat, VendorAccountStatus.Pending));
        (await new ApiKeyStore(store).FindAsync(key, default)).ShouldNotBeNull().VendorAccounts.ShouldBe([north.Id]);
    }

    [Fact]
    public async Task The_list_shows_everything_but_the_keys()
    {
        await AccountsAsync("north");
        var first = await KeyAsync(
            Nothing,
            "create",
            "--name",
            "excel",
            "--role",
            "reader",
            "--expires",
            "1d",
            "--account",
            "north",
            "--protocol",
            "odata"
        );
        var second = await KeyAsync(Nothing, "create", "--name", "my key", "--role", "admin");
        await KeyAsync(Nothing, "create", "--name", "gone", "--role", "admin");
        await RunAsync(Nothing, "revoke", "--name", "gone").ShouldBeAsync(0, "", "");
        await using (var store = await OpenAsync())
        await using (var keys = new ApiKeyStore(store))
            (await keys.FindAsync(second, default)).ShouldNotBeNull();

        var (exitCode, output, error) = await RunAsync(Chatty, "list");

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldNotContain(first);
        output.ShouldNotContain(second);
        Instant()
            .Replace(output, "TIME")
            .ShouldBe(
                """
                NAME    ROLE    CREATED               LAST USED             EXPIRES               ACCOUNTS  PROTOCOLS
                excel   reader  TIME  never                 TIME  north     odata
                my key  admin   TIME  TIME  never                 all       all

                """
            );
    }

    [Theory]
    [InlineData("--name is missing. Usage: key create --name NAME --role ", "create", "--role", "reader")]
    [InlineData("--name has no value. Usage: key create ", "create", "--name", "--role", "reader")]
    [InlineData("--name is given more than once. Usage: key create ", "create", "--name", "x", "--name", "y", "--role", "reader")]
    [InlineData("The option --expire is unknown. Usage: key create ", "create", "--name", "x", "--role", "reader", "--expire", "90d")]
    [InlineData("'x' is not an option. Usage: key revoke ", "revoke", "x")]
    [InlineData(
        "--expires is 'soon'. Give a number and a unit, such as 30m, 24h or 90d.",
        "create",
        "--name",
        "x",
        "--role",
        "reader",
        "--expires",
        "soon"
    )]
    [InlineData("--expires is '-1d'.", "create", "--name", "x", "--role", "reader", "--expires", "-1d")]
    [InlineData("The expiry time of the key is in the past.", "create", "--name", "x", "--role", "reader", "--expires", "0d")]
    [InlineData("--overlap is '999999999d'.", "rotate", "--name", "x", "--overlap", "999999999d")]
    [InlineData("--role is 'king'. Give reader, operator or admin.", "create", "--name", "x", "--role", "king")]
    [InlineData("--role is 'reader,operator'. Give reader, operator or admin.", "create", "--name", "x", "--role", "reader,operator")]
    [InlineData("--protocol is 'soap'. Give graphql or odata.", "create", "--name", "x", "--role", "reader", "--protocol", "soap")]
    [InlineData(
        "The vendor account 'south' or 'west' was not found. The vendor accounts are: north.",
        "create",
        "--name",
        "x",
        "--role",
        "reader",
        "--account",
        "south",
        "--account",
        "north",
        "--account",
        "west"
    )]
    [InlineData("A valid key with the name 'x' was not found.", "rotate", "--name", "x")]
    [InlineData("The key 'x' was not found.", "revoke", "--name", "x")]
    [InlineData("The command 'key fly' is unknown.", "fly")]
    [InlineData("The command 'key ' is unknown.")]
    public async Task A_mistake_is_one_line_on_standard_error(string explanation, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(Configured, arguments);

        (exitCode, output).ShouldBe((1, ""));
        error.ShouldStartWith(explanation);
        error.TrimEnd('\n').ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_name_in_use_is_refused()
    {
        await KeyAsync(Nothing, "create", "--name", "excel", "--role", "reader");
        await RunAsync(Nothing, "create", "--name", "excel", "--role", "admin")
            .ShouldBeAsync(1, "", "A valid key with the name 'excel' already exists. Choose another name, or revoke or rotate that key.\n");
    }

    [Fact]
    public async Task A_configuration_that_makes_no_sense_is_explained()
    {
        var wrong = new Dictionary<string, string>(Configured) { ["Vendors__Accounts__0__Vendor"] = "acme" };
        await RunAsync(wrong, "create", "--name", "x", "--role", "reader", "--account", "north")
            .ShouldBeAsync(1, "", "Vendors:Accounts:0: Vendor 'acme' of 'north' is unknown.\n");
    }

    private async Task<string> KeyAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(environment, arguments);
        (exitCode, error).ShouldBe((0, ""));
        output.ShouldMatch(@"\Apjg_[A-Za-z0-9_-]{43}\n\z");
        return output.TrimEnd();
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        program.RunAsync(_folder.File("graph.db"), environment, ["key", .. arguments]);

    private Task<GraphStore> OpenAsync() => GraphStore.CreateAsync(_folder.File("graph.db"), TimeProvider.System);

    private async Task<long[]> AccountsAsync(params string[] names)
    {
        await using var store = await OpenAsync();
        var ids = new List<long>();
        foreach (var name in names)
            ids.Add((await new VendorAccountStore(store).RegisterAsync(name, Vendor.Planhat, "https://planhat.test", default)).Id);
        return [.. ids];
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Instant();
}

internal static class ProcessAssertions
{
    public static async Task ShouldBeAsync(
        this Task<(int ExitCode, string Output, string Error)> run,
        int exitCode,
        string output,
        string error
    ) => (await run).ShouldBe((exitCode, output, error));
}
