using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>
/// The store fails when the request to the vendor is out: whatever the caller reads states that the vendor may have done it, and
/// nothing invites them to do it again.
/// </summary>
public sealed class UnknownOutcomeTests
{
    private const string Company = "61006bc89a3e0b702ed8ea49";

    [FactWithSqlite]
    [Produces(nameof(ErrorCodes.OutcomeUnknown))]
    public async Task GraphQL_states_that_the_vendor_may_have_done_it()
    {
        await using var server = await RunningServer.StartAsync();
        LoseStoreOnceSent(server);
        var answer = await server.Client.AskAsync(
            $$"""mutation { createPlanhatProject(input: { name: "Once", companyId: "{{Company}}" }) { operation { id } errors { code message } } }"""
        );
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe("OUTCOME_UNKNOWN");
        ShouldWarn(error.Message());
    }

    [FactWithSqlite]
    public async Task The_payload_states_it_where_only_the_errors_are_asked_for()
    {
        await using var server = await RunningServer.StartAsync();
        LoseStoreOnceSent(server);
        var answer = await server.Client.AskAsync(
            $$"""mutation { createPlanhatProject(input: { name: "Once", companyId: "{{Company}}" }) { errors { code message } } }"""
        );
        var error = answer.GetProperty("data").GetProperty("createPlanhatProject").GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe("OUTCOME_UNKNOWN");
        ShouldWarn(error.GetProperty("message").GetString()!);
    }

    [FactWithSqlite]
    public async Task OData_states_it_with_504()
    {
        await using var server = await RunningServer.StartAsync();
        LoseStoreOnceSent(server);
        using var response = await server.Client.PostAsJsonAsync("/odata/CreatePlanhatProject", new { Name = "Once", CompanyId = Company });
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout, body);
        response.Headers.RetryAfter.ShouldBeNull();
        var error = JsonElement.Parse(body).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("OUTCOME_UNKNOWN");
        ShouldWarn(error.GetProperty("message").GetString()!);
    }

    [FactWithSqlite]
    public async Task A_change_that_is_done_and_cannot_be_shown_is_no_invitation_to_repeat_it()
    {
        await using var server = await RunningServer.StartAsync();
        LoseStore(server, OperationState.Succeeded);
        using var response = await server.Client.PostAsJsonAsync("/odata/CreatePlanhatProject", new { Name = "Once", CompanyId = Company });
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway, body);
        body.ShouldContain("has ended as SUCCEEDED. Do not repeat it");
        response.Headers.RetryAfter.ShouldBeNull();
    }

    [PostgresFact]
    [Trait("Store", "PostgreSql")]
    public async Task A_database_that_is_lost_when_the_vendor_has_done_it_leaves_the_outcome_unknown()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var lost = new AfterAnswer(() => postgres.StopAsync(StopMode.Immediate));
        await using var server = await RunningServer.StartAsync(
            lost.Into,
            ("Sandbox:ProjectsPerVendor", "5"),
            ("Store:Provider", "PostgreSql"),
            ("ConnectionStrings:ProjectGraph", await postgres.CreateDatabaseAsync())
        );
        var answer = await server.Client.AskAsync(
            $$"""mutation { createPlanhatProject(input: { name: "Once", companyId: "{{Company}}" }) { operation { id } errors { code message } } }"""
        );
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("extensions").GetProperty("code").GetString().ShouldBe("OUTCOME_UNKNOWN");
        ShouldWarn(error.Message());
        lost.Sent.ShouldBe(1);
        // The service ends more quickly with a database to say goodbye to.
        await postgres.RestartAsync();
    }

    private static void ShouldWarn(string message)
    {
        message.ShouldContain("the vendor may have done it");
        message.ShouldContain("Do not repeat it before the outcome of operation");
        message.ShouldNotContain("ry again");
        message.ShouldNotContain("nothing was", Case.Insensitive);
    }

    // The file is gone between the commit that records the request as sent and the vendor's answer.
    private static void LoseStoreOnceSent(RunningServer server) => LoseStore(server, OperationState.Sent);

    private static void LoseStore(RunningServer server, OperationState once)
    {
        server.Services.GetRequiredService<GraphStore>().DataChanged += () =>
        {
            if (!File.Exists(server.StoreFile))
                return;
            using var connection = new SqliteConnection($"Data Source={server.StoreFile};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM Operations WHERE Name = 'createPlanhatProject' AND State = $state";
            command.Parameters.AddWithValue("$state", (long)once);
            if ((long)command.ExecuteScalar()! > 0)
                File.Delete(server.StoreFile);
        };
    }

    /// <summary>Does something between a vendor's answer to a change and its record.</summary>
    private sealed class AfterAnswer(Func<Task> act)
    {
        private int _sent;

        public int Sent => _sent;

        public void Into(IServiceCollection services) =>
            services.AddHttpClient("vendors-write-any-network").AddHttpMessageHandler(() => new Handler(this));

        private async Task<HttpResponseMessage> AnsweredAsync(HttpResponseMessage response)
        {
            Interlocked.Increment(ref _sent);
            await act();
            return response;
        }

        private sealed class Handler(AfterAnswer owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                await owner.AnsweredAsync(await base.SendAsync(request, cancellationToken));
        }
    }
}
