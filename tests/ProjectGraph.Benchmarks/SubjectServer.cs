using System.Globalization;
using System.Reflection;

namespace ProjectGraph.Benchmarks;

/// <summary>Starts the service by its own entry point, on the store that the environment names, with
/// <see cref="ProcessEndpoint"/> beside it.</summary>
internal static class SubjectServer
{
    private const string Sandbox = "Sandbox__Enabled";

    public static async Task RunAsync(Options options)
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Development");
        // Vendors are enabled only on request.
        if (Environment.GetEnvironmentVariable(Sandbox) is null)
            Environment.SetEnvironmentVariable(Sandbox, "false");
        Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(SubjectServer).Assembly.GetName().Name);
        string[] arguments =
        [
            string.Create(CultureInfo.InvariantCulture, $"--urls=http://127.0.0.1:{options.Port}"),
            "--Logging:LogLevel:Default=Warning",
        ];
        var main = typeof(ProjectGraph.Server.RequestStages).Assembly.EntryPoint!;
        if (main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null) is Task running)
            await running;
    }
}
