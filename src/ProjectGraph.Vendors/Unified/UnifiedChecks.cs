using System.Collections;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Compares what a caller gives with what the vendor can take, before any call.</summary>
internal sealed class UnifiedChecks(VendorRegistry vendors, VendorConnector connector, string operation)
{
    private static readonly HashSet<string> ofTheOperation =
        ["lenient", "projectId", .. OperationInputs.Common.Fields.Select(field => field.Name)];

    private readonly Dictionary<string, FieldCapability> fields = connector.Fields.ToDictionary(field => field.Field);

    public List<OperationError> Errors { get; } = [];
    public List<Loss> Losses { get; } = [];

    /// <summary>The input without what a lenient caller lets go.</summary>
    public IReadOnlyDictionary<string, object?> Filter(IReadOnlyDictionary<string, object?> input, InputModel model)
    {
        var lenient = input.GetValueOrDefault("lenient") is true;
        CheckVendorInputs(input, "");
        if (operation is UnifiedOperations.Upsert) return FilterItems(input, lenient);
        if (operation is UnifiedOperations.Create or UnifiedOperations.Update) input = FilterFields(input, Wanted(model, input), lenient, "");
        if (operation is UnifiedOperations.Create) CheckRequired(input, "");
        UnifiedValues.Check(operation, input, Errors);
        return input;
    }

    /// <summary>A vendor's own input object is for that vendor only.</summary>
    private void CheckVendorInputs(IReadOnlyDictionary<string, object?> input, string path)
    {
        foreach (var other in vendors.Connectors.Where(other => other != connector && Given(input, other.InputName)))
        {
            Errors.Add(new(VendorErrors.WrongVendorInput,
                $"'{path}{other.InputName}' is for {other.Name}, and this goes to {connector.Name}.", path + other.InputName));
        }
    }

    private Dictionary<string, object?> FilterFields(IReadOnlyDictionary<string, object?> input, FieldUse use, bool lenient, string path)
    {
        var kept = new Dictionary<string, object?>(input);
        foreach (var (name, value) in input.Where(field => !IsOwn(field.Key)))
        {
            var clears = InputValue.IsEmpty(value);
            // On create, nothing given is nothing asked.
            if (clears && use == FieldUse.Create) continue;
            if (Can(name, clears ? use & ~FieldUse.Create | FieldUse.Clear : use)) continue;
            kept.Remove(name);
            var reason = Reason(name, clears);
            if (lenient) Losses.Add(new(path + name, reason));
            else Errors.Add(new(VendorErrors.UnsupportedField, $"{connector.Name} can't {(clears ? "clear" : "store")} '{path}{name}': {reason}", path + name));
        }
        return kept;
    }

    private Dictionary<string, object?> FilterItems(IReadOnlyDictionary<string, object?> input, bool lenient)
    {
        var kept = new Dictionary<string, object?>(input);
        if (input.GetValueOrDefault("projects") is not { } given || InputValue.Items(given) is not { } items) return kept;
        kept["projects"] = items.Select((item, index) => FilterItem(item, index, lenient)).ToList();
        return kept;
    }

    private object? FilterItem(object? item, int index, bool lenient)
    {
        if (item is null || InputValue.Members(item) is not { } members) return item;
        CheckVendorInputs(members, $"projects[{index}].");
        var use = Given(members, "projectId") ? FieldUse.Update : FieldUse.Create;
        return FilterFields(members, use, lenient, $"projects[{index}].");
    }

    private void CheckRequired(IReadOnlyDictionary<string, object?> input, string path)
    {
        foreach (var field in connector.Fields.Where(field => field.Use.HasFlag(FieldUse.Required) && !Given(input, field.Field)))
            Errors.Add(new(VendorErrors.RequiredField, $"{connector.Name} needs '{path}{field.Field}' for a new project.", path + field.Field));
    }

    private static FieldUse Wanted(InputModel model, IReadOnlyDictionary<string, object?> input) =>
        model.Find("projectId") is not null || Given(input, "projectId") ? FieldUse.Update : FieldUse.Create;

    private bool IsOwn(string name) =>
        ofTheOperation.Contains(name) || vendors.Connectors.Any(connector => connector.InputName == name);

    private bool Can(string name, FieldUse use) => fields.TryGetValue(name, out var field) && (field.Use & use) == use;

    private string Reason(string name, bool clears) => fields.GetValueOrDefault(name)?.Note
        ?? (clears ? "once set, it can only be changed." : "it does not know the field.");

    private static bool Given(IReadOnlyDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var value) && !InputValue.IsNull(value);
}
