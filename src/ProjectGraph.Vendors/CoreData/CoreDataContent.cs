using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Reads content that CoreData's page on projects links to without describing it: the user's favourites, and a project's files, tasks,
/// folders and comments. No operation or live read uses it, because paths and bodies are partly deduced.
/// </summary>
internal sealed class CoreDataContent(VendorChannel channel)
{
    private const string Favourites = "api/v2/user/projects/favourite/";
    private const string Recent = "api/v2/user/projects/recent/";
    private const string Comments = "api/v2/comments/";

    private readonly CoreDataClient _client = new(channel);

    /// <summary>List Favourite Projects: those of the vendor account's user.</summary>
    public IAsyncEnumerable<Project> FavouritesAsync(CancellationToken cancellationToken) => ProjectsAsync(Favourites, cancellationToken);

    /// <summary>The projects that the user visited last, at most ten.</summary>
    public IAsyncEnumerable<Project> RecentAsync(CancellationToken cancellationToken) => ProjectsAsync(Recent, cancellationToken);

    /// <summary>List Files in a Project.</summary>
    public IAsyncEnumerable<CoreDataItem> FilesAsync(string projectId, CancellationToken cancellationToken) =>
        ItemsAsync(Path(projectId, "files"), cancellationToken);

    /// <summary>List Tasks in a Project.</summary>
    public IAsyncEnumerable<CoreDataItem> TasksAsync(string projectId, CancellationToken cancellationToken) =>
        ItemsAsync(Path(projectId, "tasks"), cancellationToken);

    /// <summary>List Folders in a Project.</summary>
    public IAsyncEnumerable<CoreDataItem> FoldersAsync(string projectId, CancellationToken cancellationToken) =>
        ItemsAsync(Path(projectId, "folders"), cancellationToken);

    public IAsyncEnumerable<CoreDataItem> CommentsAsync(string projectId, CancellationToken cancellationToken) =>
        ItemsAsync(Comments, cancellationToken, new("project", projectId));

    /// <summary>Create Task in a Project.</summary>
    /// <returns>The new task's id.</returns>
    public Task<string> CreateTaskAsync(string projectId, CoreDataNewItem task, CancellationToken cancellationToken) =>
        CreateAsync(Path(projectId, "tasks"), task.Body(), cancellationToken);

    /// <summary>Create Folder in a Project.</summary>
    /// <returns>The new folder's id.</returns>
    public Task<string> CreateFolderAsync(string projectId, CoreDataNewItem folder, CancellationToken cancellationToken) =>
        CreateAsync(Path(projectId, "folders"), folder.Body(), cancellationToken);

    /// <summary>Create Comment for a Project.</summary>
    /// <returns>The new comment's id.</returns>
    public Task<string> CreateCommentAsync(string projectId, string text, CancellationToken cancellationToken) =>
        CreateAsync(Comments, new() { ["project"] = projectId, ["text"] = text }, cancellationToken);

    private static string Path(string projectId, string collection) => $"{CoreDataClient.ProjectPath(projectId)}{collection}/";

    private async IAsyncEnumerable<Project> ProjectsAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _client.ReadAllAsync(path, cancellationToken))
            yield return _client.Map(row);
    }

    private async IAsyncEnumerable<CoreDataItem> ItemsAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        KeyValuePair<string, string>? filter = null
    )
    {
        await foreach (var row in _client.ReadAllAsync(path, cancellationToken, filter))
            yield return CoreDataMapping.MapItem(row);
    }

    /// <exception cref="VendorReadException">CoreData refused. The code and the text are CoreData's.</exception>
    /// <exception cref="VendorTransportException">No complete response was received. The write may have taken place.</exception>
    private async Task<string> CreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        await channel.Budget.TakeAsync(cancellationToken);
        var response = await channel.WriteAsync(new("POST", path) { Body = body }, cancellationToken);
        if (!response.IsSuccess)
            throw Refusal(path, channel.Connector.ReadRefusal(response));
        return CoreDataMapping.LastSegment(response.Header("Location"))
            ?? throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                $"The response of CoreData to POST {path} does not contain the address of the new record."
            );
    }

    private static VendorReadException Refusal(string path, IReadOnlyList<OperationError> errors) =>
        new(
            errors[0].Code,
            $"CoreData refused POST {path}: "
                + string.Join(' ', errors.Select(error => error.Field is { } field ? $"{field}: {error.Message}" : error.Message))
        );
}

/// <summary>The common fields of a file, a task, a folder or a comment.</summary>
/// <param name="Title">The title, or a comment's text.</param>
/// <param name="Document">The document that CoreData returned.</param>
internal sealed record CoreDataItem(
    string Id,
    string Title,
    string? Type,
    DateTimeOffset? CreatedAt,
    string? CreatedByName,
    string? Path,
    string Document
);

/// <summary>A new task or folder. A folder uses only title, description and tags.</summary>
internal sealed record CoreDataNewItem(string Title)
{
    public string? Description { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public DateOnly? DueDate { get; init; }
    public IReadOnlyList<string>? ResponsibleUsers { get; init; }

    public JsonObject Body()
    {
        var body = new JsonObject { ["title"] = Title };
        if (Description is not null)
            body["description"] = Description;
        if (DueDate is { } day)
            body["due_date"] = CoreDataBody.Text(day);
        if (ResponsibleUsers is not null)
            body["responsible_users"] = CoreDataBody.List(ResponsibleUsers);
        if (Tags is not null)
            body["tags"] = CoreDataBody.List(Tags);
        return body;
    }
}
