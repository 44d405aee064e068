using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Benchmarks;

[assembly: HostingStartup(typeof(ProcessEndpoint))]

namespace ProjectGraph.Benchmarks;

/// <summary>
/// Adds <c>/bench/process</c> to a server without its doing: bytes allocated so far, the most memory held since the last reset, the
/// processors' time and the methods compiled so far. Hosting startups are how ASP.NET Core lets an environment add to a program.
/// </summary>
public sealed class ProcessEndpoint : IHostingStartup
{
    public const string Path = "/bench/process";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddTransient<IStartupFilter, Filter>());

    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("reset")) MemoryPeak.Reset();
        await context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetTotalAllocatedBytes(precise: true)} {MemoryPeak.Bytes} {Environment.CpuUsage.TotalTime.Ticks} {JitInfo.GetCompiledMethodCount()}"));
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
