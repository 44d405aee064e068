using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>A documented write of a vendor, exposed as a GraphQL mutation and an OData action of the same name.</summary>
public abstract class VendorOperation
{
    private readonly Lazy<InputModel> _input;

    protected VendorOperation() => _input = new(() => OperationInputs.Combine(InputModel.Get(InputType), TakesProject));

    public abstract Vendor Vendor { get; }

    /// <summary>In camelCase. The OData action's name is in PascalCase.</summary>
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>The heading in the vendor's documentation.</summary>
    public abstract string Section { get; }

    /// <summary>Whether the operation acts on an existing project.</summary>
    public abstract bool TakesProject { get; }

    public abstract OperationResultKind Result { get; }

    /// <summary>All fields that a caller can give, including those of every operation.</summary>
    public InputModel Input => _input.Value;

    /// <summary>The input record with the operation's own fields.</summary>
    public abstract Type InputType { get; }

    /// <summary>
    /// Whether the request is built from the vendor's current project instead of the graph's. This is needed where an update
    /// replaces the fields that it does not name.
    /// </summary>
    protected internal virtual bool NeedsCurrentProject => false;

    /// <summary>Fills missing input values from the vendor account's settings.</summary>
    internal abstract object ApplyDefaults(object input, VendorAccountSettings settings);

    /// <summary>Checks the rules that the vendor documents.</summary>
    internal abstract IEnumerable<OperationError> Check(object input, Project? project);

    /// <summary>Builds the vendor's request.</summary>
    internal abstract VendorRequest Build(object input, Project? project);

    /// <summary>
    /// Determines the changes to the graph after a success. It reads the project again if the response does not contain it.
    /// </summary>
    /// <exception cref="VendorReadException">The response is not as documented, or the project could not be read.</exception>
    protected internal abstract Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    );

    /// <summary>Converts a refusal to errors. Override it if the vendor documents refusals of this operation in particular.</summary>
    protected internal virtual IReadOnlyList<OperationError> ReadRefusal(OperationContext context, VendorResponse answer) =>
        context.Connector.ReadRefusal(answer);

    /// <summary>Reads from the vendor whether the write took effect. If unclear, returns <see cref="ReconcileOutcome.Uncertain"/>.</summary>
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    protected internal abstract Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken);

    /// <summary>The part of the response that the caller gets in addition to the projects; null for none.</summary>
    protected internal virtual JsonNode? ReadReport(JsonElement answer) => null;
}

/// <typeparam name="TInput">The record of the operation's own fields.</typeparam>
public abstract class VendorOperation<TInput> : VendorOperation
    where TInput : class
{
    public sealed override Type InputType => typeof(TInput);

    internal sealed override object ApplyDefaults(object input, VendorAccountSettings settings) => ApplyDefaults((TInput)input, settings);

    internal sealed override IEnumerable<OperationError> Check(object input, Project? project) => Check((TInput)input, project);

    internal sealed override VendorRequest Build(object input, Project? project) => Build((TInput)input, project);

    /// <summary>Fills missing input values from the vendor account's settings. Must be pure.</summary>
    protected virtual TInput ApplyDefaults(TInput input, VendorAccountSettings settings) => input;

    /// <summary>Checks the rules that the vendor documents. Errors have the names of the input's fields. Must be pure.</summary>
    protected virtual IEnumerable<OperationError> Check(TInput input, Project? project) => [];

    /// <summary>Builds the vendor's request. The project is not null if the operation takes one. Must be pure.</summary>
    protected abstract VendorRequest Build(TInput input, Project? project);
}

/// <summary>The kind of result that an operation returns.</summary>
public enum OperationResultKind
{
    /// <summary>One project: changed or new.</summary>
    Project,

    /// <summary>Several projects, with a report.</summary>
    Projects,

    /// <summary>A deleted project.</summary>
    Deletion,

    /// <summary>Only a report.</summary>
    Report,
}
