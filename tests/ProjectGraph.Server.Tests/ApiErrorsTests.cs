using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OData;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests;

public sealed class ApiErrorsTests
{
    private const string Secret = "Password=hunter2";

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/odata/Projects")]
    [InlineData("/elsewhere")]
    [Produces(nameof(ErrorCodes.InternalServerError))]
    public async Task An_unknown_exception_is_logged_under_a_number_and_nothing_else_is_shown(string path)
    {
        await using var server = await ThrowingAsync(path, () => new InvalidOperationException(Secret));
        var message = await (await server.Client.GetAsync(path)).ShouldBeErrorAsync(ErrorCodes.InternalServerError);
        message.ShouldNotContain(Secret);
        var number = message.Split(' ').Single(word => word.Contains(':', StringComparison.Ordinal) && word.Length > 4).TrimEnd(':', '.');
        server
            .Log.Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(entry => entry.ShouldContain(number), entry => entry.ShouldContain(Secret));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.BadUserInput))]
    public async Task A_known_failure_is_shown_with_target_and_details()
    {
        var error = new ApiError(ErrorCodes.BadUserInput, "`first` is -1.", "first")
        {
            Details = [new("BAD_USER_INPUT", "Less than 0.", "first")],
        };
        await using var server = await ThrowingAsync("/odata/x", () => new ApiException(error));
        (await server.Client.GetStringIgnoringStatusAsync("/odata/x")).ShouldMatchSnapshot();
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task GraphQL_has_it_in_the_extensions()
    {
        await using var server = await ThrowingAsync("/graphql", () =>
            new ApiException(ErrorCodes.BadUserInput, "`first` is -1.", "first")
        );
        (await server.Client.GetStringIgnoringStatusAsync("/graphql")).ShouldMatchSnapshot();
    }

    [Fact]
    [Produces(nameof(ErrorCodes.ODataParseFailed))]
    public async Task An_error_of_the_OData_library_is_a_syntax_error()
    {
        await using var server = await ThrowingAsync("/odata/Projects", () => new ODataException("')' expected at position 7."));
        (await (await server.Client.GetAsync("/odata/Projects")).ShouldBeErrorAsync(ErrorCodes.ODataParseFailed)).ShouldContain(
            "position 7"
        );
    }

    [Theory]
    [InlineData(VendorErrors.VendorUnavailable, nameof(ErrorCodes.VendorUnavailable))]
    [InlineData(VendorErrors.VendorRateLimited, nameof(ErrorCodes.VendorRateLimited))]
    [InlineData(VendorErrors.VendorUnauthorized, nameof(ErrorCodes.VendorUnauthorized))]
    [InlineData("of another version", nameof(ErrorCodes.VendorBadAnswer))]
    [Produces(nameof(ErrorCodes.VendorUnavailable))]
    [Produces(nameof(ErrorCodes.VendorRateLimited))]
    [Produces(nameof(ErrorCodes.VendorUnauthorized))]
    [Produces(nameof(ErrorCodes.VendorBadAnswer))]
    public async Task A_vendor_that_can_not_be_read_is_the_vendors_failure(string vendorCode, string code)
    {
        await using var server = await ThrowingAsync("/graphql", () => new VendorReadException(vendorCode, "Planhat answered 500."));
        var expected = (ErrorCode)typeof(ErrorCodes).GetField(code)!.GetValue(null)!;
        (await (await server.Client.GetAsync("/graphql")).ShouldBeErrorAsync(expected)).ShouldBe("Planhat answered 500.");
    }

    [Theory]
    [InlineData(StoreException.UnstorableValue, nameof(ErrorCodes.ValueTooLarge))]
    [InlineData(StoreException.NotOpen, nameof(ErrorCodes.StoreNotOpen))]
    [InlineData(StoreException.RowDeleted, nameof(ErrorCodes.RowDeleted))]
    [InlineData(StoreException.Unreachable, nameof(ErrorCodes.StoreUnreachable), 5)]
    [InlineData(StoreException.AccessDenied, nameof(ErrorCodes.StoreAccessDenied))]
    [InlineData(StoreException.ReadOnly, nameof(ErrorCodes.StoreReadOnly), 5)]
    [InlineData(StoreException.Full, nameof(ErrorCodes.StoreFull))]
    [InlineData(StoreException.TransferIncomplete, nameof(ErrorCodes.StoreTransferIncomplete))]
    [Produces(nameof(ErrorCodes.ValueTooLarge))]
    [Produces(nameof(ErrorCodes.StoreNotOpen))]
    [Produces(nameof(ErrorCodes.RowDeleted))]
    [Produces(nameof(ErrorCodes.StoreUnreachable))]
    [Produces(nameof(ErrorCodes.StoreAccessDenied))]
    [Produces(nameof(ErrorCodes.StoreReadOnly))]
    [Produces(nameof(ErrorCodes.StoreFull))]
    [Produces(nameof(ErrorCodes.StoreTransferIncomplete))]
    public async Task An_error_of_the_store_keeps_its_code(string storeCode, string code, int? retryAfter = null)
    {
        await using var server = await ThrowingAsync("/odata/Projects", () => new StoreException(storeCode, "Mrr is too large."));
        var expected = (ErrorCode)typeof(ErrorCodes).GetField(code)!.GetValue(null)!;
        var response = await server.Client.GetAsync("/odata/Projects");
        (await response.ShouldBeErrorAsync(expected)).ShouldBe("Mrr is too large.");
        response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(retryAfter!.Value));
        (response.Headers.RetryAfter is null).ShouldBe(retryAfter is null);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.StoreBusy))]
    public async Task A_busy_store_returns_a_retry_time()
    {
        await using var server = await ThrowingAsync("/odata/Projects", () => new BusyException());
        var response = await server.Client.GetAsync("/odata/Projects");
        (await response.ShouldBeErrorAsync(ErrorCodes.StoreBusy)).ShouldNotContain(Secret);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.QueryTimeout))]
    public async Task A_query_that_was_stopped_is_a_timeout()
    {
        await using var server = await ThrowingAsync("/graphql", () => new OperationCanceledException());
        await (await server.Client.GetAsync("/graphql")).ShouldBeErrorAsync(ErrorCodes.QueryTimeout);
    }

    [Fact]
    public async Task A_disconnected_caller_is_not_an_error()
    {
        var arrived = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.Use(
                async (context, next) =>
                {
                    await next(context);
                    left.SetResult();
                }
            );
            app.UseApiErrors();
            app.MapGet("/graphql", async (HttpContext context) =>
            {
                arrived.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            });
        });
        using var cancel = new CancellationTokenSource();
        var request = server.Client.GetAsync("/graphql", cancel.Token);
        await arrived.Task;
        await cancel.CancelAsync();
        await request.ShouldThrowAsync<OperationCanceledException>();
        await left.Task;
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partly_sent_response_is_aborted_on_failure()
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet("/odata/Projects", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("{\"value\":[");
                await context.Response.Body.FlushAsync();
                throw new InvalidOperationException(Secret);
            });
        });
        await Should.ThrowAsync<HttpRequestException>(() => server.Client.GetStringAsync("/odata/Projects"));
        server.Log.Errors.ShouldHaveSingleItem().ShouldContain(Secret);
    }

    [Fact]
    public async Task An_error_response_keeps_only_the_OData_version()
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet("/odata/Projects", (HttpContext context) =>
            {
                context.Response.Headers["OData-Version"] = "4.0";
                context.Response.Headers.ETag = "\"1\"";
                throw new ApiException(ErrorCodes.GraphQLParseFailed, "Unknown.");
            });
        });
        var response = await server.Client.GetAsync("/odata/Projects");
        await response.ShouldBeErrorAsync(ErrorCodes.GraphQLParseFailed);
        response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        response.Headers.ETag.ShouldBeNull();
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/graphql/nowhere")]
    [InlineData("/odata/nowhere")]
    [Produces(nameof(ErrorCodes.PathNotFound))]
    public async Task An_unknown_path_is_named(string path)
    {
        await using var server = await SmallServer.StartAsync(app => app.UseApiErrors());
        (await (await server.Client.GetAsync(path)).ShouldBeErrorAsync(ErrorCodes.PathNotFound)).ShouldContain(path);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.MethodNotAllowed))]
    public async Task A_wrong_method_lists_the_allowed_methods()
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet("/odata/x", () => "x");
        });
        var response = await server.Client.DeleteAsync("/odata/x");
        await response.ShouldBeErrorAsync(ErrorCodes.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET"]);
    }

    [Theory]
    [InlineData(415, nameof(ErrorCodes.UnsupportedMediaType))]
    [InlineData(406, nameof(ErrorCodes.NotAcceptable))]
    [InlineData(408, nameof(ErrorCodes.RequestTimeout))]
    [InlineData(400, nameof(ErrorCodes.BadRequest))]
    [InlineData(422, nameof(ErrorCodes.BadRequest))]
    [Produces(nameof(ErrorCodes.UnsupportedMediaType))]
    [Produces(nameof(ErrorCodes.NotAcceptable))]
    [Produces(nameof(ErrorCodes.RequestTimeout))]
    [Produces(nameof(ErrorCodes.BadRequest))]
    public async Task A_status_without_a_body_gets_an_error_body(int status, string code)
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet("/graphql", () => Results.StatusCode(status));
        });
        var expected = (ErrorCode)typeof(ErrorCodes).GetField(code)!.GetValue(null)!;
        await (await server.Client.GetAsync("/graphql")).ShouldBeErrorAsync(expected, status);
    }

    [Fact]
    public async Task A_sandbox_response_is_not_changed()
    {
        await using var server = await SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet("/sandbox/planhat/projects", () => Results.StatusCode(403));
        });
        (await server.Client.GetStringIgnoringStatusAsync("/sandbox/planhat/projects")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Produces(nameof(ErrorCodes.RequestTooLarge))]
    public async Task A_body_beyond_the_limit_is_refused_with_and_without_a_length(bool chunked)
    {
        await using var server = await SmallServer.StartAsync(
            app =>
            {
                app.UseApiErrors();
                app.MapPost("/graphql", async (HttpContext context) => await context.Request.Body.CopyToAsync(Stream.Null));
            },
            builder =>
                Microsoft.AspNetCore.Hosting.WebHostBuilderKestrelExtensions.ConfigureKestrel(builder.WebHost, kestrel =>
                    kestrel.Limits.MaxRequestBodySize = 1_000
                )
        );
        async Task<HttpResponseMessage> SendAsync(int bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(new byte[bytes]) };
            request.Headers.TransferEncodingChunked = chunked;
            return await server.Client.SendAsync(request);
        }
        // Kestrel also counts the lengths of chunks.
        (await SendAsync(chunked ? 950 : 1_000)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await SendAsync(1_001)).ShouldBeErrorAsync(ErrorCodes.RequestTooLarge);
    }

    private static Task<SmallServer> ThrowingAsync(string path, Func<Exception> exception) =>
        SmallServer.StartAsync(app =>
        {
            app.UseApiErrors();
            app.MapGet(path, string () => throw exception());
        });

    private sealed class BusyException() : DbException($"database is locked, {Secret}")
    {
        public override bool IsTransient => true;
    }
}

internal static class HttpClientReading
{
    public static async Task<string> GetStringIgnoringStatusAsync(this HttpClient client, string path) =>
        await (await client.GetAsync(path)).Content.ReadAsStringAsync();
}
