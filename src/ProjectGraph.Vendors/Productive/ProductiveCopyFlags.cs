using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Productive;

/// <summary>The flags of Productive's copy. An absent flag is not sent, and Productive treats it as false.</summary>
[Input("The parts that a copy at Productive includes.")]
public sealed record ProductiveCopyFlags
{
    private static readonly JsonSerializerOptions SerializerOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [Input("Copies the tasks' assignees.")]
    public bool? CopyAssignees { get; set; }

    [Input("Copies the boards.")]
    public bool? CopyBoards { get; set; }

    [Input("Copies the budgets.")]
    public bool? CopyBudgets { get; set; }

    [Input("Copies the closed tasks.")]
    public bool? CopyClosedTasks { get; set; }

    [Input("Copies the values of the custom fields.")]
    public bool? CopyCustomFields { get; set; }

    [Input("Copies the deals. A project without a client has none.")]
    public bool? CopyDeals { get; set; }

    [Input("Copies the tasks' due dates.")]
    public bool? CopyDueDate { get; set; }

    [Input("Copies the tasks' estimates.")]
    public bool? CopyEstimate { get; set; }

    [Input("Copies the memberships.")]
    public bool? CopyMemberships { get; set; }

    [Input("Copies the notes.")]
    public bool? CopyNotes { get; set; }

    [Input("Copies the open tasks.")]
    public bool? CopyOpenTasks { get; set; }

    [Input("Copies the members.")]
    public bool? CopyProjectMembers { get; set; }

    [Input("Copies the tasks' repetition.")]
    public bool? CopyRepeat { get; set; }

    [Input("Copies the tasks' start dates.")]
    public bool? CopyStartDate { get; set; }

    [Input("Copies the surveys.")]
    public bool? CopySurveys { get; set; }

    [Input("Copies the tasks' tags.")]
    public bool? CopyTags { get; set; }

    [Input("Copies the tasks' attachments.")]
    public bool? CopyTaskAttachments { get; set; }

    [Input("Copies the tasks' closed subtasks.")]
    public bool? CopyTaskClosedSubtasks { get; set; }

    [Input("Copies the tasks' closed to-dos.")]
    public bool? CopyTaskClosedTodos { get; set; }

    [Input("Copies the tasks' comments.")]
    public bool? CopyTaskComments { get; set; }

    [Input("Copies the tasks' dependencies.")]
    public bool? CopyTaskDependencies { get; set; }

    [Input("Copies the tasks' descriptions.")]
    public bool? CopyTaskDescription { get; set; }

    [Input("Copies the task lists.")]
    public bool? CopyTaskLists { get; set; }

    [Input("Copies the tasks' open subtasks.")]
    public bool? CopyTaskOpenSubtasks { get; set; }

    [Input("Copies the tasks' open to-dos.")]
    public bool? CopyTaskOpenTodos { get; set; }

    [Input("Copies the tasks' subscribers.")]
    public bool? CopyTaskSubscribers { get; set; }

    [Input("Copies the views.")]
    public bool? CopyViews { get; set; }

    /// <summary>Returns the given flags with Productive's names.</summary>
    internal JsonObject ToJson() => (JsonObject)JsonSerializer.SerializeToNode(this, SerializerOptions)!;
}
