using System.Globalization;
using System.Reflection;

namespace ProjectGraph.Benchmarks;

/// <summary>The service itself, started by its own entry point, on the store that the environment names, with
/// <see cref="MemoryEndpoint"/> beside it.</summary>
internal static class SubjectServer
{
    public static async Task RunAsync(Options options)
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(SubjectServer).Assembly.GetName().Name);
        string[] arguments =
        [
            string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{options.Port}"),
            "--Sandbox:Enabled=false",
            "--Logging:LogLevel:Default=Warning",
        ];
        var main = typeof(ProjectGraph.Server.RequestStages).Assembly.EntryPoint!;
        if (main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null) is Task running) await running;
    }
}
