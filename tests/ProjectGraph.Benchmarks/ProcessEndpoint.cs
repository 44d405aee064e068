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
/// Adds <c>/bench/process</c> to a server without changing it: bytes allocated so far, peak memory since the last reset,
/// processor time and the number of compiled methods. The environment enables it as an ASP.NET Core hosting startup.
/// </summary>
public sealed class ProcessEndpoint : IHostingStartup
{
    public const string Path = "/bench/process";

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddTransient<IStartupFilter, Filter>());

    public static async Task RespondAsync(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("reset"))
            MemoryPeak.Reset();
        await context.Response.WriteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes(precise: true)} {MemoryPeak.Bytes} {Environment.CpuUsage.TotalTime.Ticks} {JitInfo.GetCompiledMethodCount()}"
            )
        );
    }

    private sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Map(Path, branch => branch.Run(RespondAsync));
                next(app);
            };
    }
}
