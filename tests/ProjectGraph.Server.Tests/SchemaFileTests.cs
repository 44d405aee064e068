namespace ProjectGraph.Server.Tests;

public sealed class SchemaFileTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public void The_files_equal_the_served_schemas()
    {
        foreach (var (name, text) in SchemaFiles.Create(server.Services))
            Approved.Compare("schema/" + name, text);
    }
}
