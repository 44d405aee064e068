namespace ProjectGraph.Server;

/// <summary>Limits the memory of responses, and returns memory to the system after bursts.</summary>
internal static class Memory
{
    public static IServiceCollection AddResponseMemory(this IServiceCollection services) =>
        services.AddSingleton<ResponseBudget>().AddHostedService<RowSizeUpdates>().AddHostedService<MemoryRelease>();
}
