namespace ProjectGraph.Server.Tests;

public sealed class SchemaFileTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public void The_files_are_what_the_service_serves()
    {
        foreach (var (name, text) in SchemaFiles.Of(server.Services)) Approved.Compare("schema/" + name, text);
    }
}
