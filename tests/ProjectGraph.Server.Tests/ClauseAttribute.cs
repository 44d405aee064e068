namespace ProjectGraph.Server.Tests;

/// <summary>Which statements of the protocols' and BI tools' checklists a test shows to hold.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ClauseAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
