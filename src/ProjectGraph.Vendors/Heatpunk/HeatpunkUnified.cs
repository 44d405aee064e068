using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Translates the unified operations to Heatpunk's.</summary>
internal static class HeatpunkUnified
{
    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreateHeatpunkProjectInput>(UnifiedOperations.Create, HeatpunkOperations.Create, Create),
        UnifiedSupport.Create<UpdateProjectInput, UpdateHeatpunkProjectInput>(UnifiedOperations.Update, HeatpunkOperations.Update, Update),
        UnifiedSupport.Create<SetProjectStatusInput, UpdateHeatpunkProjectInput>(
            UnifiedOperations.SetStatus,
            HeatpunkOperations.Update,
            SetStatus
        ),
    ];

    private static CreateHeatpunkProjectInput? Create(CreateProjectInput input, UnifiedCall call)
    {
        var owner = ResolveOwner(input, call);
        var status = TranslateStatus(input.Status, input.VendorStatus, input.Lenient, call);
        if (call.Errors.Count > 0)
            return null;
        return WithVendorFields(
            new CreateHeatpunkProjectInput
            {
                Owner = owner!,
                ProjectName = input.Name,
                Status = status,
            },
            call.VendorInput<HeatpunkProjectInput>(input.Vendors),
            input.CompanyId is { } company ? new(call.Companies[company].Name) : default,
            input.Reference is { } reference ? new(reference) : default
        );
    }

    private static UpdateHeatpunkProjectInput? Update(UpdateProjectInput input, UnifiedCall call)
    {
        var status = TranslateStatus(input.Status.Value, input.VendorStatus.Value, input.Lenient, call);
        if (call.Errors.Count > 0)
            return null;
        return WithVendorFields(
            new UpdateHeatpunkProjectInput
            {
                UserEmail = input.UserEmail,
                ProjectName = input.Name,
                Status = status,
            },
            call.VendorInput<HeatpunkProjectInput>(input.Vendors),
            input.CompanyId.IsSet ? new(input.CompanyId.Value is { } company ? call.Companies[company].Name : null) : default,
            input.Reference
        );
    }

    private static UpdateHeatpunkProjectInput? SetStatus(SetProjectStatusInput input, UnifiedCall call)
    {
        var status = TranslateStatus(input.Status, input.VendorStatus, lenient: false, call);
        return call.Errors.Count > 0 ? null : new() { UserEmail = input.UserEmail, Status = status };
    }

    /// <summary>Returns the new project's owner: the given person, otherwise the given user, otherwise the vendor account's user.</summary>
    private static string? ResolveOwner(CreateProjectInput input, UnifiedCall call)
    {
        if (input.OwnerId is not { } id)
        {
            var email = input.UserEmail ?? HeatpunkUser.GetConfigured(call.Channel.Settings);
            call.Errors.AddRange(HeatpunkUser.Check("userEmail", email));
            return email;
        }
        if (call.People[id].Email is { Length: > 0 } address)
            return address;
        call.Errors.Add(
            new(
                VendorErrors.InvalidInput,
                "'ownerId': the e-mail address of this person, which Heatpunk needs, is unknown. Give 'userEmail' instead.",
                "ownerId"
            )
        );
        return null;
    }

    private static Optional<HeatpunkStatus?> TranslateStatus(ProjectStatus? status, string? word, bool lenient, UnifiedCall call)
    {
        if (word is not null)
        {
            if (HeatpunkStatuses.Parse(word) is { } own)
                return own;
            call.Errors.Add(new(VendorErrors.InvalidInput, $"'vendorStatus' must be one of {HeatpunkStatuses.AllNames}.", "vendorStatus"));
            return default;
        }
        if (status is not { } given)
            return default;
        if (HeatpunkStatuses.FromProjectStatus(given) is { } written)
            return written;
        if (lenient)
            call.Losses.Add(new("status", "Heatpunk has no equivalent status."));
        else
            call.Errors.Add(new(VendorErrors.UnsupportedField, "Heatpunk can't store this 'status': it has no equivalent.", "status"));
        return default;
    }

    private static T WithVendorFields<T>(T input, HeatpunkProjectInput? own, Optional<string?> customer, Optional<string?> reference)
        where T : HeatpunkMetaInput
    {
        own ??= new();
        HeatpunkMetaInput meta = input;
        return (T)(
            meta with
            {
                BuildDate = own.BuildDate,
                CustomerName = own.CustomerName.IsSet ? own.CustomerName : customer,
                CustomerEmail = own.CustomerEmail,
                CustomerPhone = own.CustomerPhone,
                Address = own.Address,
                Postcode = own.Postcode,
                Lat = own.Lat,
                Lng = own.Lng,
                CrmReference = own.CrmReference.IsSet ? own.CrmReference : reference,
            }
        );
    }
}
