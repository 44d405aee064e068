using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Declares a vendor to the rest of the program. Mutations, actions, live reads, the capability table and the documentation page
/// are generated from it.
/// </summary>
public abstract class VendorConnector
{
    public abstract Vendor Vendor { get; }

    /// <summary>
    /// The vendor's member of the enum <see cref="Data.Model.Vendor"/> in the protocols. If the enum lacks it, declare it here with
    /// a public name in capitals and a number from 100. The store contains the number, so it must never change.
    /// </summary>
    public virtual EnumMember Member =>
        EnumModel.Get(typeof(Vendor)).Find((long)Vendor)
        ?? throw new InvalidOperationException(
            $"{Name}: the enum Vendor has no member {(long)Vendor}. Declare it by overriding the connector's {nameof(Member)}."
        );

    /// <summary>The vendor's name in its own spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the vendor's object in inputs and on a project, in camelCase.</summary>
    public abstract string InputName { get; }

    /// <summary>The address of the vendor's API documentation.</summary>
    public abstract Uri Documentation { get; }

    /// <summary>The base address of vendor accounts that name none; null if every customer has its own.</summary>
    public abstract Uri? DefaultBaseUrl { get; }

    /// <summary>The path of the vendor's sandbox below this service's address.</summary>
    public abstract string? SandboxPath { get; }

    /// <summary>The names of the required credentials, each with the sandbox's value.</summary>
    public abstract IReadOnlyDictionary<string, string> SandboxCredentials { get; }

    /// <summary>The settings of a sandbox's vendor account.</summary>
    public virtual IReadOnlyDictionary<string, string> SandboxSettings { get; } = new Dictionary<string, string>();

    /// <summary>The rate limits that the vendor documents.</summary>
    public virtual IReadOnlyList<RateLimit> Limits => [];

    /// <summary>Every documented write.</summary>
    public abstract IReadOnlyList<VendorOperation> Operations { get; }

    /// <summary>Every documented read, sent directly to the vendor.</summary>
    public abstract IReadOnlyList<VendorLiveRead> LiveReads { get; }

    /// <summary>The supported unified operations, with their translations.</summary>
    public abstract IReadOnlyList<UnifiedSupport> Unified { get; }

    /// <summary>The vendor's support for the unified fields. A missing field is not supported.</summary>
    public abstract IReadOnlyList<FieldCapability> Fields { get; }

    /// <summary>The unified names of the vendor's input fields, where they differ.</summary>
    public virtual IReadOnlyDictionary<string, string> UnifiedNames { get; } = new Dictionary<string, string>();

    /// <summary>The input record of the vendor-specific fields, for the unified create, update and upsert.</summary>
    public virtual Type? ProjectInput => null;

    /// <summary>The input record of the vendor-specific fields for the unified copy.</summary>
    public virtual Type? CopyInput => ProjectInput;

    /// <summary>Fields that the vendor accepts but never returns. See <see cref="ISyncSource.WriteOnlyFields"/>.</summary>
    public virtual IReadOnlySet<string> WriteOnlyFields { get; } = new HashSet<string>();

    /// <summary>The documented fields of a returned project. Other fields stay in the document and are reported as schema drift.</summary>
    public abstract IReadOnlySet<string> DocumentFields { get; }

    /// <summary>The path from the stored document to the object with these fields; empty if it is the document itself.</summary>
    public virtual IReadOnlyList<string> DocumentPath => [];

    /// <summary>Returns the headers with a vendor account's credentials.</summary>
    protected internal abstract IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings);

    /// <summary>
    /// Converts a refusal to errors, with the error code, the field's name in the graph and the vendor's text. The result is never
    /// empty.
    /// </summary>
    public abstract IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer);

    /// <summary>
    /// Converts a project of any vendor to the format of this vendor's API, with its names, formats and representation of absent
    /// values.
    /// </summary>
    /// <param name="settings">The settings of the vendor account; null if there is none.</param>
    protected internal abstract JsonObject Represent(Project project, VendorAccountSettings? settings);

    /// <summary>
    /// Transfers values from the source to the vendor-specific fields of a composed copy. Values that the caller gave take
    /// precedence.
    /// </summary>
    protected internal virtual CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy) => copy;

    /// <summary>
    /// Fills the required vendor-specific fields of a new project from an existing project of this vendor. Returns false if that
    /// project lacks one of them, and true without an input if none are required.
    /// </summary>
    protected internal virtual bool TryFillFromExisting(Project own, VendorInputs inputs) => true;

    /// <summary>Whether a new project may omit an otherwise required field because of the given vendor-specific fields.</summary>
    protected internal virtual bool MayOmit(string field, VendorInputs given) => false;

    /// <summary>Whether the vendor computes a vendor-specific field from fields that all vendors have.</summary>
    protected internal virtual bool IsVendorComputed(Project project, string field) => false;

    public abstract ISyncSource CreateSync(VendorChannel channel);

    /// <summary>Reads a project from the vendor; null if it is deleted there.</summary>
    /// <param name="known">The project in the graph, if any.</param>
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    public abstract Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    );
}
