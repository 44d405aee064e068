namespace ProjectGraph.Server.Tests;

/// <summary>Lists the statements of the protocols' and BI tools' checklists that a test proves.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ClauseAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
