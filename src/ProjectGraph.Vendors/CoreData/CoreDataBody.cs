using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Builds the body of a request about a project, and checks the rules that the documents state.</summary>
internal static class CoreDataBody
{
    public const string SubProjectOf = "sub_project_of";
    public const string Contacts = "contacts";

    public static JsonObject Build(CreateCoreDataProjectInput input) => new(SetFields(ToChanges(input)));

    public static JsonObject Build(UpdateCoreDataProjectInput input) => new(SetFields(input));

    /// <summary>Adds a contact at the end of the list. "Update the project with the new list of contacts including the new one".</summary>
    public static JsonObject WithContact(Project project, string contact) =>
        new() { [Contacts] = List([.. project.Contacts.Select(known => known.Contact).Append(contact).Distinct()]) };

    public static IEnumerable<OperationError> Check(CreateCoreDataProjectInput input) => Check(ToChanges(input));

    public static IEnumerable<OperationError> Check(UpdateCoreDataProjectInput input)
    {
        if (input.Space.IsSet && string.IsNullOrWhiteSpace(input.Space.Value))
            yield return Invalid("space", "must not be empty");
        if (input.Title.IsSet && string.IsNullOrWhiteSpace(input.Title.Value))
            yield return Invalid("title", "must not be empty");
        if (input.Status.IsSet && !CoreDataStatuses.IsCode(input.Status.Value ?? ""))
            yield return Invalid("status", "must be a code such as project_status:Pending:");
        if (input.Aspects.Value is not (null or JsonObject))
            yield return Invalid("aspects", "must be an object");
    }

    public static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);

    // On create, null is omitted: unset fields are absent.
    private static UpdateCoreDataProjectInput ToChanges(CreateCoreDataProjectInput input) =>
        new()
        {
            Space = input.Space,
            Title = input.Title,
            Aspects = Given(input.Aspects),
            AssociatedUsers = Given(input.AssociatedUsers),
            Contacts = Given(input.Contacts),
            Description = Given(input.Description),
            DueDate = Given(input.DueDate),
            Fileplan = Given(input.Fileplan),
            ResponsibleUsers = Given(input.ResponsibleUsers),
            Status = Given(input.Status),
            StatusMessage = Given(input.StatusMessage),
            SubProjectOf = Given(input.SubProjectOf),
            Tags = Given(input.Tags),
            Template = Given(input.Template),
        };

    private static Optional<T?> Given<T>(T? value) => value is null ? default : new(value);

    // Empty values are sent as the documents print them: "", [] or {}, and null for a day and a template.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> SetFields(UpdateCoreDataProjectInput input)
    {
        if (input.Space.IsSet)
            yield return new("space", input.Space.Value);
        if (input.Title.IsSet)
            yield return new("title", input.Title.Value);
        if (input.Aspects.IsSet)
            yield return new("aspects", input.Aspects.Value?.DeepClone() ?? new JsonObject());
        if (input.AssociatedUsers.IsSet)
            yield return new("associated_users", List(input.AssociatedUsers.Value));
        if (input.Contacts.IsSet)
            yield return new(Contacts, List(input.Contacts.Value));
        if (input.Description.IsSet)
            yield return new("description", input.Description.Value ?? "");
        if (input.DueDate.IsSet)
            yield return new("due_date", Text(input.DueDate.Value));
        if (input.Fileplan.IsSet)
            yield return new("fileplan", input.Fileplan.Value ?? "");
        if (input.ResponsibleUsers.IsSet)
            yield return new("responsible_users", List(input.ResponsibleUsers.Value));
        if (input.Status.IsSet)
            yield return new("status", input.Status.Value);
        if (input.StatusMessage.IsSet)
            yield return new("status_message", input.StatusMessage.Value ?? "");
        if (input.SubProjectOf.IsSet)
            yield return new(SubProjectOf, List(input.SubProjectOf.Value));
        if (input.Tags.IsSet)
            yield return new("tags", List(input.Tags.Value));
        if (input.Template.IsSet)
            yield return new("template", input.Template.Value);
    }

    public static JsonArray List(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(text => JsonValue.Create(text))];

    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
