using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>A caller's request for an operation.</summary>
/// <param name="Input">Values by name, the project's id among them.</param>
/// <param name="Scope">The vendor accounts that the caller may see and change.</param>
/// <param name="Errors">The errors found before the target is resolved.</param>
internal sealed record OperationCall(
    string Name,
    OperationCaller Caller,
    VendorOperation? Vendor,
    UnifiedOperation? Unified,
    IReadOnlyDictionary<string, object?> Input,
    CommonInput Common,
    long? ProjectId,
    AccountScope Scope,
    IReadOnlyList<OperationError> Errors,
    Func<Project, OperationError?>? Precondition
)
{
    public bool TakesProject => Vendor?.TakesProject ?? Unified!.TakesProject;

    public static OperationCall Create(
        VendorRegistry vendors,
        string name,
        OperationCaller caller,
        IReadOnlyDictionary<string, object?> input,
        long? projectId,
        AccountScope scope,
        Func<Project, OperationError?>? precondition
    )
    {
        var vendor = vendors.FindOperation(name);
        var unified = vendors.FindUnified(name);
        var model = vendor?.Input ?? unified?.Input ?? throw new ArgumentException($"The operation '{name}' was not found.", nameof(name));
        if (projectId is not null)
            input = new Dictionary<string, object?>(input) { ["projectId"] = projectId };
        var errors = InputBinder.FindUnknownFields(model, input).ToList();
        var common = InputBinder.Bind<CommonInput>(input, errors) ?? new();
        if (common.ValidateKey() is { } problem)
            errors.Add(problem);
        var takesProject = vendor?.TakesProject ?? unified!.TakesProject;
        var key = takesProject ? InputBinder.Bind<ProjectKeyInput>(input, errors) : null;
        return new(name, caller, vendor, unified, input, common, key?.ProjectId, scope, errors, precondition);
    }

    /// <summary>Creates the entry for the operation log. A dry run does not use up its idempotency key.</summary>
    public OperationDraft CreateDraft(OperationTarget target)
    {
        var json = OperationInputs.WriteCanonical(Name, Input);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        return new(
            Name,
            target.Channel?.VendorAccount.Vendor ?? Vendor?.Vendor,
            target.Channel?.VendorAccount.Id,
            target.ProjectId,
            Common.DryRun,
            Common.DryRun || Common.ValidateKey() is not null ? null : Common.IdempotencyKey,
            hash,
            json,
            Caller
        );
    }
}

/// <summary>The vendor account and project that a call acts on.</summary>
/// <param name="Channel">Null only if there are errors.</param>
/// <param name="ProjectId">The project that is changed; null also for a copy to another vendor account, which changes none.</param>
/// <param name="Source">The project that the call names, as stored in the graph.</param>
internal sealed record OperationTarget(Http.VendorChannel? Channel, long? ProjectId, Project? Source, IReadOnlyList<OperationError> Errors);
