using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Translates the unified operations to CoreData's. Operations without an equivalent use its update.</summary>
internal static class CoreDataUnified
{
    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreateCoreDataProjectInput>(UnifiedOperations.Create, CoreDataOperations.Create, Create),
        TranslateToUpdate<UpdateProjectInput>(UnifiedOperations.Update, Update),
        UnifiedSupport.Create<DeleteProjectInput, DeleteCoreDataProjectInput>(UnifiedOperations.Delete, CoreDataOperations.Delete, (_, _) =>
            new()
        ),
        TranslateToUpdate<SetProjectStatusInput>(UnifiedOperations.SetStatus, (input, call) =>
            new() { Status = TranslateStatus(input.Status, input.VendorStatus, lenient: false, call) }
        ),
        TranslateToUpdate<AssignProjectInput>(UnifiedOperations.Assign, (input, call) =>
            new() { AssociatedUsers = new(Usernames(input.AssigneeIds, "assigneeIds", call)) }
        ),
        TranslateToUpdate<SetProjectManagerInput>(UnifiedOperations.SetManager, (input, call) =>
            new() { ResponsibleUsers = new(ResolveManagers(input.ManagerId, call)) }
        ),
        TranslateToUpdate<SetProjectTagsInput>(UnifiedOperations.SetTags, (input, _) => new() { Tags = new(input.Tags) }),
    ];

    private static UnifiedSupport TranslateToUpdate<TUnified>(
        string name,
        Func<TUnified, UnifiedCall, UpdateCoreDataProjectInput> translate
    ) => UnifiedSupport.Create<TUnified, UpdateCoreDataProjectInput>(name, CoreDataOperations.Update, translate);

    private static CreateCoreDataProjectInput Create(CreateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<CoreDataProjectInput>(input.Vendors) ?? new();
        // A copy within CoreData stays in its source's space and keeps the fields that only CoreData has.
        var source = call.Source?.CoreData;
        var space = own.SpaceId.Value ?? source?.SpaceId;
        if (space is null)
            call.Errors.Add(new(VendorErrors.RequiredField, "CoreData needs 'coreData.spaceId' for a new project.", "coreData.spaceId"));
        return new()
        {
            Space = space ?? "",
            Title = input.Name,
            Aspects = own.Aspects.Value ?? input.CustomFields,
            AssociatedUsers = input.AssigneeIds is { } assignees ? Usernames(assignees, "assigneeIds", call) : null,
            Contacts = input.Contacts,
            Description = input.Description,
            DueDate = input.DueDate,
            Fileplan = own.Fileplan.IsSet ? own.Fileplan.Value : source?.Fileplan,
            ResponsibleUsers = input.ManagerId is null ? null : ResolveManagers(input.ManagerId, call),
            Status = TranslateStatus(input.Status, input.VendorStatus, input.Lenient, call),
            StatusMessage = own.StatusMessage.IsSet ? own.StatusMessage.Value : source?.StatusMessage,
            SubProjectOf = own.SubProjectOf.IsSet ? own.SubProjectOf.Value : Programmes(source),
            Tags = input.Tags,
            Template = own.Template.IsSet ? own.Template.Value : source?.Template,
        };
    }

    private static UpdateCoreDataProjectInput Update(UpdateProjectInput input, UnifiedCall call)
    {
        var own = call.VendorInput<CoreDataProjectInput>(input.Vendors) ?? new();
        return new()
        {
            Space = own.SpaceId,
            Title = input.Name,
            Aspects = own.Aspects.IsSet ? own.Aspects : input.CustomFields,
            AssociatedUsers = input.AssigneeIds.IsSet ? new(Usernames(input.AssigneeIds.Value ?? [], "assigneeIds", call)) : default,
            Contacts = input.Contacts,
            Description = input.Description,
            DueDate = input.DueDate,
            Fileplan = own.Fileplan,
            ResponsibleUsers = input.ManagerId.IsSet ? new(ResolveManagers(input.ManagerId.Value, call)) : default,
            // A project always has a status, so null changes nothing.
            Status = TranslateStatus(input.Status.Value, input.VendorStatus.Value, input.Lenient, call) is { } status
                ? new(status)
                : default,
            StatusMessage = own.StatusMessage,
            SubProjectOf = own.SubProjectOf,
            Tags = input.Tags,
            Template = own.Template,
        };
    }

    private static string? TranslateStatus(ProjectStatus? status, string? word, bool lenient, UnifiedCall call)
    {
        if (word is not null)
            return CoreDataStatuses.ToCode(word);
        if (status is not { } given)
            return null;
        if (CoreDataStatuses.Create(call.Channel.Settings).FromProjectStatus(given) is { } code)
            return code;
        var reason = $"The vendor account has no status for {given}. Set Settings:Status{given} of the vendor account.";
        if (lenient)
            call.Losses.Add(new("status", reason));
        else
            call.Errors.Add(new(VendorErrors.UnsupportedField, reason, "status"));
        return null;
    }

    private static List<string> ResolveManagers(long? id, UnifiedCall call)
    {
        if (id is not { } manager)
            return [];
        // The unified copy has only the first manager. CoreData can store all of them.
        return call.Source is { Managers: { } leading } && leading.FirstOrDefault()?.Id == manager
            ? [.. leading.Select(person => person.Username).OfType<string>()]
            : Usernames([manager], "managerId", call);
    }

    private static List<string> Usernames(IReadOnlyList<long> ids, string field, UnifiedCall call)
    {
        foreach (var id in ids.Where(id => call.People[id].Username is null))
            call.Errors.Add(
                new(
                    VendorErrors.InvalidInput,
                    $"'{field}': the user name of {call.People[id].Name}, which CoreData needs, is unknown. Choose another person.",
                    field
                )
            );
        return [.. ids.Select(id => call.People[id].Username).OfType<string>()];
    }

    private static List<string>? Programmes(CoreDataProject? source) =>
        source?.SubProjectOf is { } json ? JsonSerializer.Deserialize<List<string>>(json) : null;
}
