using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Benchmarks;

[assembly: HostingStartup(typeof(MemoryEndpoint))]

namespace ProjectGraph.Benchmarks;

/// <summary>
/// Adds <c>/bench/memory</c> to a server without its doing: bytes allocated so far, the most memory held since the last
/// reset, and the processors' time so far. Hosting startups are how ASP.NET Core lets an environment add to a program.
/// </summary>
public sealed class MemoryEndpoint : IHostingStartup
{
    public const string Path = "/bench/memory";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddTransient<IStartupFilter, Filter>());

    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("reset")) MemoryPeak.Reset();
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes(precise: true)} {MemoryPeak.Bytes} {Environment.CpuUsage.TotalTime.Ticks}"));
    }

    private sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(Path, branch => branch.Run(AnswerAsync));
            next(app);
        };
    }
}
