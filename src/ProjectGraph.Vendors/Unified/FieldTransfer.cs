using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Transfers the values that the target can store and records the others as losses.</summary>
internal sealed class FieldTransfer(VendorConnector target, List<Loss> losses)
{
    private const string OtherVendorAccount = "It belongs to the source's vendor account.";

    public T? TransferValue<T>(string field, T? value)
    {
        if (value is null || GetLossReason(field) is not { } reason)
            return value;
        losses.Add(new(field, reason));
        return default;
    }

    public IReadOnlyList<T>? TransferList<T>(string field, IEnumerable<T> values) =>
        values.ToList() is { Count: > 0 } list ? TransferValue<IReadOnlyList<T>>(field, list) : null;

    /// <summary>Transfers the caller's reference, otherwise the source's if the target has it.</summary>
    public long? TransferReference<T>(string field, long? given, T? own, Func<T, long?> find)
        where T : class
    {
        if ((given ?? (own is null ? null : find(own))) is { } found)
            return TransferValue<long?>(field, found);
        AddLoss(field, own, OtherVendorAccount);
        return null;
    }

    /// <summary>Transfers those of the source's references that the target has.</summary>
    public IReadOnlyList<long>? TransferReferences<T>(string field, IReadOnlyList<T> own, Func<T, long?> find)
    {
        var found = own.Select(find).OfType<long>().ToList();
        if (found.Count == own.Count)
            return TransferList(field, found);
        AddLoss(field, own, OtherVendorAccount);
        return GetLossReason(field) is null && found.Count > 0 ? found : null;
    }

    public void AddLoss(string field, object? value, string reason)
    {
        if (value is not null)
            losses.Add(new(field, GetLossReason(field) ?? reason));
    }

    private string? GetLossReason(string field)
    {
        var capability = target.Fields.FirstOrDefault(candidate => candidate.Field == field);
        if (capability?.Use.HasFlag(FieldUse.Create) == true)
            return null;
        return capability?.Note ?? $"{target.Name} does not accept it on create.";
    }
}

/// <summary>The source of a copy.</summary>
/// <param name="IsSameAccount">Whether the copy stays at the same vendor account.</param>
/// <param name="Losses">Receives the values that can't be transferred.</param>
public sealed record CopySource(Project Project, bool IsSameAccount, ICollection<Loss> Losses);
