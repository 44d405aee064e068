using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// A documented read of a vendor, exposed as a query of the same name. Its result is read from the vendor, mapped and not stored.
/// </summary>
public abstract class VendorLiveRead
{
    private readonly Lazy<InputModel> _input;

    protected VendorLiveRead() => _input = new(() => InputModel.Combine(InputModel.Get(InputType), VendorAccountOnly));

    public abstract Vendor Vendor { get; }
    public abstract string Name { get; }
    public abstract string Description { get; }

    /// <summary>The heading in the vendor's documentation.</summary>
    public abstract string Section { get; }

    /// <summary>Whether the read returns a list of projects instead of one project or null.</summary>
    public abstract bool IsList { get; }

    /// <summary>The arguments, <c>connectionId</c> included.</summary>
    public InputModel Input => _input.Value;

    public abstract Type InputType { get; }

    private static InputModel VendorAccountOnly { get; } =
        new("", "", [.. OperationInputs.Common.Fields.Where(field => field.Name == "vendorAccountId")]);

    internal abstract IEnumerable<OperationError> Check(object input);

    internal abstract Task<IReadOnlyList<Project>> ReadAsync(VendorChannel channel, object input, CancellationToken cancellationToken);
}

/// <typeparam name="TInput">The record of the arguments.</typeparam>
public abstract class VendorLiveRead<TInput> : VendorLiveRead
    where TInput : class
{
    public sealed override Type InputType => typeof(TInput);

    internal sealed override IEnumerable<OperationError> Check(object input) => Check((TInput)input);

    internal sealed override Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        object input,
        CancellationToken cancellationToken
    ) => ReadAsync(channel, (TInput)input, cancellationToken);

    /// <summary>Checks the rules that the vendor documents. Errors have the names of the arguments. Must be pure.</summary>
    protected virtual IEnumerable<OperationError> Check(TInput input) => [];

    /// <exception cref="VendorReadException">The vendor refused or could not be read.</exception>
    protected abstract Task<IReadOnlyList<Project>> ReadAsync(VendorChannel channel, TInput input, CancellationToken cancellationToken);
}
