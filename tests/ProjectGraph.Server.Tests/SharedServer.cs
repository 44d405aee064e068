namespace ProjectGraph.Server.Tests;

/// <summary>One running service for all tests that change nothing that another one reads.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<RunningServer>
{
    public const string Name = "shared server";
}
