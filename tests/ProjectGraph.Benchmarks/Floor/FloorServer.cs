using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>
/// The minimal server for the workloads on the same store: Kestrel, prepared statements, <see cref="Utf8JsonWriter"/>.
/// It parses no query language, validates nothing and supports only these workloads.
/// </summary>
internal static class FloorServer
{
    public static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static async Task RunAsync(Options options)
    {
        var pool = await FloorPool.OpenAsync(StoreAddress.FromEnvironment());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        Map(app, pool, "/list", (queries, q) => queries.List(q["a"]!, q["b"]!));
        Map(app, pool, "/nested", (queries, q) => queries.Nested(q["a"]!, q["b"]!));
        Map(app, pool, "/one", (queries, q) => queries.One(q["a"]!));
        Map(app, pool, "/search", (queries, q) => queries.Search(q["a"]!));
        Map(app, pool, "/contains", (queries, q) => queries.Contains(q["a"]!));
        Map(app, pool, "/groups", (queries, q) => queries.Groups(q["a"]!));
        Map(app, pool, "/pull", (queries, q) => queries.Pull(q["a"]!, q["b"]!));
        app.MapGet(ProcessEndpoint.Path, (RequestDelegate)ProcessEndpoint.RespondAsync);
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
    }

    private static void Map(WebApplication app, FloorPool pool, string path, Action<FloorQueries, IQueryCollection> answer) =>
        app.MapGet(
            path,
            (RequestDelegate)(
                async context =>
                {
                    context.Response.ContentType = "application/json; charset=utf-8";
                    var connection = pool.Rent();
                    try
                    {
                        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonOptions);
                        json.WriteStartObject();
                        answer(new(connection, json, context.Request.Query.ContainsKey("odata")), context.Request.Query);
                        json.WriteEndObject();
                    }
                    finally
                    {
                        pool.Return(connection);
                    }
                }
            )
        );
}
