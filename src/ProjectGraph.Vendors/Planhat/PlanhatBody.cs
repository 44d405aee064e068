using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Builds the body of a request about a project, and checks the rules that the documents state.</summary>
internal static class PlanhatBody
{
    public static JsonObject Build(CreatePlanhatProjectInput input)
    {
        var body = new JsonObject { ["name"] = input.Name, ["companyId"] = input.CompanyId };
        // On create, null is omitted: Planhat omits unset keys too.
        foreach (var (name, value) in SetFields(ToChanges(input)).Where(field => field.Value is not null))
            body[name] = value;
        return body;
    }

    public static JsonObject Build(PlanhatChangesInput input) => new(SetFields(input));

    public static JsonObject Build(PlanhatProjectItemInput item)
    {
        var body = new JsonObject();
        if (item.Id is not null)
            body["_id"] = item.Id;
        foreach (var (name, value) in SetFields(item))
            body[name] = value;
        return body;
    }

    public static IEnumerable<OperationError> Check(CreatePlanhatProjectInput input, string path = "") =>
        Check(ToChanges(input) with { Name = input.Name, CompanyId = input.CompanyId }, path);

    public static IEnumerable<OperationError> Check(PlanhatChangesInput input, string path = "")
    {
        if (input.Name.IsSet && string.IsNullOrWhiteSpace(input.Name.Value))
            yield return Invalid("name", "must not be empty");
        if (input.CompanyId.IsSet && !IsKey(input.CompanyId.Value))
            yield return Invalid("companyId", "must be an id of 24 hexadecimal digits, extid-… or srcid-…");
        if (input.Custom.Value is not (null or JsonObject))
            yield return Invalid("custom", "must be an object");
        foreach (var (name, amount) in new[] { ("mrr", input.Mrr), ("arr", input.Arr), ("nrr", input.Nrr) })
        {
            if (amount.Value is > Money.Max or < -Money.Max)
                yield return Invalid(name, $"must be between -{Money.Max} and {Money.Max}");
        }

        OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{path}{field}' {reason}.", path + field);
    }

    /// <summary>Whether the key is an object id, <c>extid-…</c> or <c>srcid-…</c>.</summary>
    public static bool IsKey(string? key) =>
        key is not null
        && (
            PlanhatMapping.IsObjectId(key)
            || (key.Length > PlanhatClient.ExternalPrefix.Length && key.StartsWith(PlanhatClient.ExternalPrefix, StringComparison.Ordinal))
            || (key.Length > PlanhatClient.SourcePrefix.Length && key.StartsWith(PlanhatClient.SourcePrefix, StringComparison.Ordinal))
        );

    private static UpdatePlanhatProjectInput ToChanges(CreatePlanhatProjectInput input) =>
        new()
        {
            ExternalId = input.ExternalId,
            SourceId = input.SourceId,
            Currency = input.Currency,
            StartDate = input.StartDate,
            EndDate = input.EndDate,
            Mrr = input.Mrr,
            Arr = input.Arr,
            Nrr = input.Nrr,
            Custom = input.Custom,
        };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> SetFields(PlanhatChangesInput input)
    {
        if (input.Name.IsSet)
            yield return new("name", input.Name.Value);
        if (input.CompanyId.IsSet)
            yield return new("companyId", input.CompanyId.Value);
        if (input.ExternalId.IsSet)
            yield return new("externalId", input.ExternalId.Value);
        if (input.SourceId.IsSet)
            yield return new("sourceId", input.SourceId.Value);
        if (input.Currency.IsSet)
            yield return new("currency", input.Currency.Value);
        if (input.StartDate.IsSet)
            yield return new("startDate", FormatInstant(input.StartDate.Value));
        if (input.EndDate.IsSet)
            yield return new("endDate", FormatInstant(input.EndDate.Value));
        if (input.Mrr.IsSet)
            yield return new("mrr", input.Mrr.Value);
        if (input.Arr.IsSet)
            yield return new("arr", input.Arr.Value);
        if (input.Nrr.IsSet)
            yield return new("nrr", input.Nrr.Value);
        if (input.Custom.IsSet)
            yield return new("custom", input.Custom.Value?.DeepClone());
    }

    private static string? FormatInstant(DateTimeOffset? instant) => instant is { } value ? PlanhatMapping.ToText(value) : null;
}
