namespace ProjectGraph.Server;

/// <summary>Bounds the memory that responses hold, and gives it back to the system after bursts.</summary>
internal static class Memory
{
    public static IServiceCollection AddResponseMemory(this IServiceCollection services) =>
        services.AddSingleton<ResponseBudget>().AddHostedService<RowSizeUpdates>().AddHostedService<MemoryRelease>();
}
