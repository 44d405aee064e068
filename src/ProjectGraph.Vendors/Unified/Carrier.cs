using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Carries what the target can store, and notes what it can't.</summary>
internal sealed class Carrier(VendorConnector target, List<Loss> losses)
{
    private const string OtherConnection = "It belongs to the source's connection.";

    public T? Value<T>(string field, T? value)
    {
        if (value is null || WhyNot(field) is not { } reason) return value;
        losses.Add(new(field, reason));
        return default;
    }

    public IReadOnlyList<T>? List<T>(string field, IEnumerable<T> values) =>
        values.ToList() is { Count: > 0 } list ? Value<IReadOnlyList<T>>(field, list) : null;

    /// <summary>What the caller gives, else the source's, if the target knows it.</summary>
    public long? One<T>(string field, long? given, T? own, Func<T, long?> find) where T : class
    {
        if ((given ?? (own is null ? null : find(own))) is { } found) return Value<long?>(field, found);
        Lost(field, own, OtherConnection);
        return null;
    }

    /// <summary>Those of the source's that the target knows.</summary>
    public IReadOnlyList<long>? Each<T>(string field, IReadOnlyList<T> own, Func<T, long?> find)
    {
        var found = own.Select(find).OfType<long>().ToList();
        if (found.Count == own.Count) return List(field, found);
        Lost(field, own, OtherConnection);
        return WhyNot(field) is null && found.Count > 0 ? found : null;
    }

    public void Lost(string field, object? value, string reason)
    {
        if (value is not null) losses.Add(new(field, WhyNot(field) ?? reason));
    }

    private string? WhyNot(string field)
    {
        var capability = target.Fields.FirstOrDefault(candidate => candidate.Field == field);
        if (capability?.Use.HasFlag(FieldUse.Create) == true) return null;
        return capability?.Note ?? $"{target.Name} does not take it on create.";
    }
}

/// <summary>What a copy is made from.</summary>
/// <param name="IsHome">Whether the copy is for the same connection.</param>
/// <param name="Losses">What can't be carried is added.</param>
public sealed record CopySource(Project Project, bool IsHome, ICollection<Loss> Losses);
