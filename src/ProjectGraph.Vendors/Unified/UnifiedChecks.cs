using System.Collections;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Checks a caller's input against the vendor's capabilities, before any call.</summary>
internal sealed class UnifiedChecks(VendorRegistry vendors, VendorConnector connector, string operation)
{
    private static readonly HashSet<string> OperationFields =
    [
        "lenient",
        "projectId",
        .. OperationInputs.Common.Fields.Select(field => field.Name),
    ];

    private readonly Dictionary<string, FieldCapability> _fields = connector.Fields.ToDictionary(field => field.Field);

    public List<OperationError> Errors { get; } = [];
    public List<Loss> Losses { get; } = [];

    /// <summary>Returns the input without the fields that a lenient caller lets the vendor omit.</summary>
    public IReadOnlyDictionary<string, object?> Filter(IReadOnlyDictionary<string, object?> input, InputModel model)
    {
        var lenient = input.GetValueOrDefault("lenient") is true;
        CheckVendorInputs(input, "");
        if (operation is UnifiedOperations.Upsert)
            return FilterItems(input, lenient);
        if (operation is UnifiedOperations.Create or UnifiedOperations.Update)
            input = FilterFields(input, GetRequestedUse(model, input), lenient, "");
        if (operation is UnifiedOperations.Create)
            CheckRequired(input, "");
        UnifiedValues.Check(operation, input, Errors);
        return input;
    }

    /// <summary>Refuses input objects of other vendors.</summary>
    private void CheckVendorInputs(IReadOnlyDictionary<string, object?> input, string path)
    {
        foreach (var other in vendors.Connectors.Where(other => other != connector && IsGiven(input, other.InputName)))
        {
            Errors.Add(
                new(
                    VendorErrors.WrongVendorInput,
                    $"'{path}{other.InputName}' is for {other.Name}, but the operation is for {connector.Name}.",
                    path + other.InputName
                )
            );
        }
    }

    private Dictionary<string, object?> FilterFields(IReadOnlyDictionary<string, object?> input, FieldUse use, bool lenient, string path)
    {
        var allowed = new Dictionary<string, object?>(input);
        foreach (var (name, value) in input.Where(field => !IsOperationField(field.Key)))
        {
            var clears = InputValue.IsEmpty(value);
            // On create, an empty value requests nothing.
            if (clears && use == FieldUse.Create)
                continue;
            if (Supports(name, clears ? use & ~FieldUse.Create | FieldUse.Clear : use))
                continue;
            allowed.Remove(name);
            var reason = GetReason(name, clears);
            if (lenient)
                Losses.Add(new(path + name, reason));
            else
                Errors.Add(
                    new(
                        VendorErrors.UnsupportedField,
                        $"{connector.Name} can't {(clears ? "clear" : "store")} '{path}{name}': {reason}",
                        path + name
                    )
                );
        }
        return allowed;
    }

    private Dictionary<string, object?> FilterItems(IReadOnlyDictionary<string, object?> input, bool lenient)
    {
        var allowed = new Dictionary<string, object?>(input);
        if (input.GetValueOrDefault("projects") is not { } given || InputValue.GetItems(given) is not { } items)
            return allowed;
        allowed["projects"] = items.Select((item, index) => FilterItem(item, index, lenient)).ToList();
        return allowed;
    }

    private object? FilterItem(object? item, int index, bool lenient)
    {
        if (item is null || InputValue.GetMembers(item) is not { } members)
            return item;
        CheckVendorInputs(members, $"projects[{index}].");
        var use = IsGiven(members, "projectId") ? FieldUse.Update : FieldUse.Create;
        return FilterFields(members, use, lenient, $"projects[{index}].");
    }

    private void CheckRequired(IReadOnlyDictionary<string, object?> input, string path)
    {
        foreach (var field in connector.Fields.Where(field => field.Use.HasFlag(FieldUse.Required) && !IsGiven(input, field.Field)))
            Errors.Add(
                new(VendorErrors.RequiredField, $"{connector.Name} needs '{path}{field.Field}' for a new project.", path + field.Field)
            );
    }

    private static FieldUse GetRequestedUse(InputModel model, IReadOnlyDictionary<string, object?> input) =>
        model.Find("projectId") is not null || IsGiven(input, "projectId") ? FieldUse.Update : FieldUse.Create;

    private bool IsOperationField(string name) =>
        OperationFields.Contains(name) || vendors.Connectors.Any(connector => connector.InputName == name);

    private bool Supports(string name, FieldUse use) => _fields.TryGetValue(name, out var field) && (field.Use & use) == use;

    private string GetReason(string name, bool clears) =>
        _fields.GetValueOrDefault(name)?.Note ?? (clears ? "it can be changed but not cleared." : "it has no such field.");

    private static bool IsGiven(IReadOnlyDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var value) && !InputValue.IsNull(value);
}
