namespace ProjectGraph.Server.Tests;

/// <summary>One running service, shared by tests whose changes do not affect each other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<RunningServer>
{
    public const string Name = "shared server";
}
