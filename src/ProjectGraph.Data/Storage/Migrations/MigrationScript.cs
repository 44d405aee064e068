using System.Reflection;

namespace ProjectGraph.Data.Storage.Migrations;

/// <summary>The statements of a migration, which stand in the file of its name.</summary>
internal static class MigrationScript
{
    public static string Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(MigrationScript), file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
