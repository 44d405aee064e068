using System.Text.Json;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.CoreData;

namespace ProjectGraph.Vendors.Tests.CoreData;

/// <summary>The content that CoreData's page on projects only links to, read by the client.</summary>
public sealed class CoreDataContentTests : CoreDataHostTests
{
    private CoreDataContent Content => new(Channel);

    [Fact]
    public async Task Favourites_are_projects_of_the_graphs_shape()
    {
        var favourites = await All(Content.FavouritesAsync(default));

        favourites
            .Select(project => (project.VendorId, project.Name))
            .ShouldBe([(CoreDataServer.Project, "Project"), ("71c4d192-d6da-11ee-939f-4f92ec5f001e", "Project 1")]);
        Requests().ShouldBe(["GET /api/v2/user/projects/favourite/?limit=1000&offset=0"]);
    }

    [Fact]
    public async Task A_project_that_was_read_is_among_the_recent_ones()
    {
        (await All(Content.RecentAsync(default))).ShouldBeEmpty();
        await new CoreDataClient(Channel).FindProjectAsync(CoreDataServer.Project, default);

        (await All(Content.RecentAsync(default))).Single().VendorId.ShouldBe(CoreDataServer.Project);
    }

    [Fact]
    public async Task The_printed_task_is_read_from_its_project()
    {
        var task = (await All(Content.TasksAsync(CoreDataServer.WithTask, default))).Single();

        (task.Id, task.Title, task.Type, task.CreatedByName).ShouldBe(
            ("d6abb06c-7758-11ee-873f-bf996ef088af", "Task title", "Task", "Administrator Administrator")
        );
        task.CreatedAt.ShouldBe(new DateTimeOffset(2023, 10, 30, 19, 16, 33, TimeSpan.Zero));
        task.Path.ShouldBe("/domain/spaces/Spaces/Space/Projects/Project title/tasks/Task title");
        JsonDocument.Parse(task.Document).RootElement.GetProperty("due_date").GetString().ShouldBe("2012-01-03");
        Requests().ShouldBe([$"GET /api/v2/projects/{CoreDataServer.WithTask}/tasks/?limit=1000&offset=0"]);
    }

    [Fact]
    public async Task A_new_task_is_in_its_project_with_all_that_was_said()
    {
        var task = new CoreDataNewItem("Call")
        {
            DueDate = new(2026, 5, 1),
            ResponsibleUsers = ["rey"],
            Tags = ["a"],
            Description = "Soon.",
        };

        var id = await Content.CreateTaskAsync(CoreDataServer.Project, task, default);

        var made = (await All(Content.TasksAsync(CoreDataServer.Project, default))).Single();
        (made.Id, made.Title, made.CreatedByName).ShouldBe((id, "Call", "Sandbox User"));
        var document = JsonDocument.Parse(made.Document).RootElement;
        document.GetProperty("due_date").GetString().ShouldBe("2026-05-01");
        document.GetProperty("responsible_users")[0].GetProperty("username").GetString().ShouldBe("rey");
        document.GetProperty("description").GetString().ShouldBe("Soon.");
    }

    [Fact]
    public async Task A_new_folder_is_in_its_project_and_in_no_other()
    {
        var id = await Content.CreateFolderAsync(CoreDataServer.Project, new("Drawings"), default);

        (await All(Content.FoldersAsync(CoreDataServer.Project, default))).Single().Id.ShouldBe(id);
        (await All(Content.FoldersAsync(CoreDataServer.WithTask, default))).ShouldBeEmpty();
        (await All(Content.FilesAsync(CoreDataServer.Project, default))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_comment_is_kept_with_its_project()
    {
        var id = await Content.CreateCommentAsync(CoreDataServer.Project, "Well done 🚀", default);

        var comment = (await All(Content.CommentsAsync(CoreDataServer.Project, default))).Single();
        (comment.Id, comment.Title, comment.CreatedByName).ShouldBe((id, "Well done 🚀", "Sandbox User"));
        (await All(Content.CommentsAsync(CoreDataServer.WithTask, default))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_names_the_field_and_what_is_wrong_with_it()
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            Content.CreateTaskAsync(CoreDataServer.Project, new(" "), default)
        );

        refused.Code.ShouldBe(VendorErrors.VendorValidation);
        refused.Message.ShouldContain("title: This field may not be blank.");
    }

    [Fact]
    public async Task What_belongs_to_a_project_that_nobody_has_is_told()
    {
        const string nobody = "d4d780ae-7758-11ee-9f6f-2b890065fae7";

        (await Should.ThrowAsync<VendorReadException>(() => All(Content.FilesAsync(nobody, default)))).Code.ShouldBe(
            VendorErrors.VendorNotFound
        );
        (await Should.ThrowAsync<VendorReadException>(() => Content.CreateFolderAsync(nobody, new("F"), default))).Code.ShouldBe(
            VendorErrors.VendorNotFound
        );
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
