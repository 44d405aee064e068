using System.Reflection;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>The statements of a migration, which stand in the file of its name.</summary>
internal static class MigrationScript
{
    public static string Read(string file) => Read(typeof(MigrationScript), file);

    /// <param name="beside">A type of the namespace whose folder the file lies in.</param>
    public static string Read(Type beside, string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(beside, file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
