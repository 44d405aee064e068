using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>How a vendor does a unified operation: by which of its own, with which input.</summary>
public sealed class UnifiedSupport
{
    private readonly Func<object, UnifiedCall, object?> translate;

    private UnifiedSupport(string name, VendorOperation operation, int chunk, Func<object, UnifiedCall, object?> translate)
    {
        Name = name;
        Operation = operation;
        Chunk = chunk;
        this.translate = translate;
    }

    /// <summary>The unified operation.</summary>
    public string Name { get; }

    public VendorOperation Operation { get; }

    /// <summary>Of a bulk, how many items one request may have.</summary>
    public int Chunk { get; }

    /// <param name="translate">Pure. Null after it said why in the call's <see cref="UnifiedCall.Errors"/>.</param>
    public static UnifiedSupport By<TUnified, TInput>(
        string name, VendorOperation<TInput> operation, Func<TUnified, UnifiedCall, TInput?> translate, int chunk = int.MaxValue)
        where TInput : class =>
        new(name, operation, chunk, (input, call) => translate((TUnified)input, call));

    internal object? Translate(object input, UnifiedCall call) => translate(input, call);
}

/// <summary>What a translation may know beside the input: the graph's rows behind its ids.</summary>
public sealed record UnifiedCall(VendorChannel Channel, Project? Project)
{
    /// <summary>By the graph's ids, all of the same connection.</summary>
    public IReadOnlyDictionary<long, Company> Companies { get; init; } = new Dictionary<long, Company>();

    /// <summary>By the graph's ids, all of the same connection.</summary>
    public IReadOnlyDictionary<long, Person> People { get; init; } = new Dictionary<long, Person>();

    /// <summary>By the graph's ids, the projects that a bulk names.</summary>
    public IReadOnlyDictionary<long, Project> Projects { get; init; } = new Dictionary<long, Project>();

    /// <summary>Why it can't be translated.</summary>
    public List<OperationError> Errors { get; } = [];

    /// <summary>What the translation left out, for a caller that lets it.</summary>
    public List<Loss> Losses { get; } = [];

    /// <summary>The vendor's own input object; null where the caller gave none.</summary>
    public TVendorInput? VendorInput<TVendorInput>(VendorInputs inputs) where TVendorInput : class =>
        inputs.Given.GetValueOrDefault(Channel.Connector.Vendor) as TVendorInput;
}
