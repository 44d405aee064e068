namespace ProjectGraph.GraphQL.Tests;

/// <summary>Which section of the September 2025 specification the tests of a class are about.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SpecAttribute(string section, string title) : Attribute
{
    public string Section { get; } = section;

    public string Title { get; } = title;
}
