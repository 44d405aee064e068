using System.Diagnostics;
using System.Globalization;

namespace ProjectGraph.Benchmarks;

/// <summary>
/// The peak of the process's private memory. The store's file is mapped and not private, but the
/// kernel's peak (VmHWM) includes it. Therefore the memory is sampled fifty times per second.
/// </summary>
internal static class MemoryPeak
{
    private static readonly Timer Sampler = new(_ => Sample(), null, Timeout.Infinite, Timeout.Infinite);
    private static long HighestBytes;

    public static long Bytes => Interlocked.Read(ref HighestBytes);

    public static void Reset()
    {
        GC.Collect();
        Interlocked.Exchange(ref HighestBytes, 0);
        Sample();
        Sampler.Change(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
    }

    private static void Sample()
    {
        var now = Own();
        if (now > Bytes)
            Interlocked.Exchange(ref HighestBytes, now);
    }

    // statm: size, resident, shared, … in pages; shared pages are mapped from files.
    private static long Own()
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetCurrentProcess().PrivateMemorySize64;
        var fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return Environment.SystemPageSize
            * (long.Parse(fields[1], CultureInfo.InvariantCulture) - long.Parse(fields[2], CultureInfo.InvariantCulture));
    }
}
