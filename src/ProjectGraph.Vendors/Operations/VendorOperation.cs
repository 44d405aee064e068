using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>One documented write of a vendor, as GraphQL's mutation and OData's action of the same name.</summary>
public abstract class VendorOperation
{
    private readonly Lazy<InputModel> input;

    protected VendorOperation() => input = new(() => OperationInputs.Whole(InputModel.Of(InputType), TakesProject));

    public abstract Vendor Vendor { get; }

    /// <summary>In camelCase; OData's action has it in PascalCase.</summary>
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>The heading in the vendor's document.</summary>
    public abstract string Section { get; }

    /// <summary>Whether it acts on a project that exists.</summary>
    public abstract bool TakesProject { get; }

    public abstract OperationResultKind Result { get; }

    /// <summary>All that a caller can give, the fields that every operation has included.</summary>
    public InputModel Input => input.Value;

    /// <summary>The record of the operation's own fields.</summary>
    public abstract Type InputType { get; }

    /// <summary>
    /// Whether the request is built from the project as the vendor shows it now instead of as the graph last saw it: where an
    /// update replaces what it does not name.
    /// </summary>
    protected internal virtual bool BuildsOnCurrent => false;

    /// <summary>The input with what the connection's settings say where the caller says nothing.</summary>
    internal abstract object Complete(object input, ConnectionSettings settings);

    /// <summary>Refuses what the vendor's documents say will be refused.</summary>
    internal abstract IEnumerable<OperationError> Check(object input, Project? project);

    /// <summary>The vendor's request.</summary>
    internal abstract VendorRequest Build(object input, Project? project);

    /// <summary>What a success means for the graph, read back from the vendor where the answer does not show it.</summary>
    /// <exception cref="VendorReadException">The answer makes no sense, or the project could not be read back.</exception>
    protected internal abstract Task<OperationEffect> ReadAnswerAsync(OperationContext context, VendorAnswer answer, CancellationToken cancellation);

    /// <summary>An answer that is no success, as errors: by the request, where its documents say more of this operation's refusals than of any.</summary>
    protected internal virtual IReadOnlyList<OperationError> Refusal(OperationContext context, VendorAnswer answer) => context.Connector.Refusal(answer);

    /// <summary>Whether the vendor did it, told by looking. In doubt, <see cref="Settlement.Uncertain"/>.</summary>
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    protected internal abstract Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation);

    /// <summary>The vendor's answer as the caller gets it beside the projects; null for nothing.</summary>
    protected internal virtual JsonNode? Report(JsonElement answer) => null;
}

/// <typeparam name="TInput">The record of the operation's own fields.</typeparam>
public abstract class VendorOperation<TInput> : VendorOperation where TInput : class
{
    public sealed override Type InputType => typeof(TInput);

    internal sealed override object Complete(object input, ConnectionSettings settings) => Complete((TInput)input, settings);

    internal sealed override IEnumerable<OperationError> Check(object input, Project? project) => Check((TInput)input, project);

    internal sealed override VendorRequest Build(object input, Project? project) => Build((TInput)input, project);

    /// <summary>Pure. The input with what the connection's settings say where the caller says nothing.</summary>
    protected virtual TInput Complete(TInput input, ConnectionSettings settings) => input;

    /// <summary>Pure. What the vendor's documents make certain, by the names of the input's fields.</summary>
    protected virtual IEnumerable<OperationError> Check(TInput input, Project? project) => [];

    /// <summary>Pure. The project is there where the operation takes one.</summary>
    protected abstract VendorRequest Build(TInput input, Project? project);
}

/// <summary>What a caller gets back.</summary>
public enum OperationResultKind
{
    /// <summary>One project: changed or new.</summary>
    Project,

    /// <summary>Several projects, with a report.</summary>
    Projects,

    /// <summary>A project that is gone.</summary>
    Deletion,

    /// <summary>Only a report.</summary>
    Report,
}
