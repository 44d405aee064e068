using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Maps a unified operation to a vendor's operation and its input.</summary>
public sealed class UnifiedSupport
{
    private readonly Func<object, UnifiedCall, object?> _translate;

    private UnifiedSupport(string name, VendorOperation operation, int chunk, Func<object, UnifiedCall, object?> translate)
    {
        Name = name;
        Operation = operation;
        MaxItems = chunk;
        _translate = translate;
    }

    /// <summary>The unified operation.</summary>
    public string Name { get; }

    public VendorOperation Operation { get; }

    /// <summary>The maximum number of items in one request of a bulk.</summary>
    public int MaxItems { get; }

    /// <param name="translate">Must be pure. Returns null after adding the reason to the call's <see cref="UnifiedCall.Errors"/>.</param>
    public static UnifiedSupport Create<TUnified, TInput>(
        string name,
        VendorOperation<TInput> operation,
        Func<TUnified, UnifiedCall, TInput?> translate,
        int chunk = int.MaxValue
    )
        where TInput : class => new(name, operation, chunk, (input, call) => translate((TUnified)input, call));

    internal object? Translate(object input, UnifiedCall call) => _translate(input, call);
}

/// <summary>The context of a translation: the rows of the graph's ids in the input.</summary>
public sealed record UnifiedCall(VendorChannel Channel, Project? Project)
{
    /// <summary>The vendor account's companies, by the graph's ids.</summary>
    public IReadOnlyDictionary<long, Company> Companies { get; init; } = new Dictionary<long, Company>();

    /// <summary>The vendor account's people, by the graph's ids.</summary>
    public IReadOnlyDictionary<long, Person> People { get; init; } = new Dictionary<long, Person>();

    /// <summary>The projects that a bulk names, by the graph's ids.</summary>
    public IReadOnlyDictionary<long, Project> Projects { get; init; } = new Dictionary<long, Project>();

    /// <summary>The source of a composed copy, if it belongs to the same vendor account.</summary>
    public Project? Source { get; init; }

    /// <summary>The reasons why the call can't be translated.</summary>
    public List<OperationError> Errors { get; } = [];

    /// <summary>The values that the vendor can't store and a lenient caller allows to omit.</summary>
    public List<Loss> Losses { get; } = [];

    /// <summary>Finds the vendor's own input object; null if the caller gave none.</summary>
    public TVendorInput? VendorInput<TVendorInput>(VendorInputs inputs)
        where TVendorInput : class => inputs.ByVendor.GetValueOrDefault(Channel.Connector.Vendor) as TVendorInput;
}
