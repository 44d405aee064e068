namespace ProjectGraph.Server.Tests;

/// <summary>Like <see cref="FactWithAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryWithAttribute : TheoryAttribute
{
    public TheoryWithAttribute(params string[] programs) => Skip = FactWithAttribute.Missing(programs);
}
