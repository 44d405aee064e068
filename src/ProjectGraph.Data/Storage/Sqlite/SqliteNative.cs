using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Makes Microsoft.Data.Sqlite start with the SQLitePCLRaw that the feed has. It was compiled against a newer one (2.1) than
/// the feed carries (2.0.6); the runtime never binds to an assembly older than the one asked for, so without help the first
/// use of a connection ends in a FileNotFoundException. The members that it calls are the same in both, so whatever version
/// lies beside the program is the right answer. With a newer feed the handler is never asked.
/// </summary>
internal static class SqliteNative
{
    private static readonly Lazy<bool> initialized = new(Start);

    /// <summary>To be called before the first method that mentions a SQLite type is compiled. Calling it again costs nothing.</summary>
    public static void Initialize() => _ = initialized.Value;

    private static bool Start()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            if (name.Name?.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) != true) return null;
            var present = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(present) ? context.LoadFromAssemblyPath(present) : null;
        };
        LoadNativeLibrary();
        return true;
    }

    // Apart, so that its SQLitePCL types are looked for only once the handler is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadNativeLibrary() => SQLitePCL.Batteries_V2.Init();
}
