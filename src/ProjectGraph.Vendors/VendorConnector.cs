using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// Everything the rest of the program knows of a vendor. Mutations, actions, live reads, the capability table and the docs
/// page are made from what a connector declares.
/// </summary>
public abstract class VendorConnector
{
    public abstract Vendor Vendor { get; }

    /// <summary>
    /// Its member of the enum <see cref="Data.Model.Vendor"/>, as the protocols show it. One that the enum does not declare is
    /// declared here: a public name in capitals, and a number that the store keeps for ever, so take 100 or more.
    /// </summary>
    public virtual EnumMember Member => EnumModel.Of(typeof(Vendor)).Find((long)Vendor)
        ?? throw new InvalidOperationException($"{Name}: the enum Vendor has no member {(long)Vendor}. Declare it as the connector's {nameof(Member)}.");

    /// <summary>As the vendor writes itself.</summary>
    public abstract string Name { get; }

    /// <summary>In camelCase: the vendor's object in inputs and on a project.</summary>
    public abstract string InputName { get; }

    /// <summary>Where the vendor documents its API.</summary>
    public abstract Uri Documentation { get; }

    /// <summary>Base address when a connection names none; null where every customer has their own.</summary>
    public abstract Uri? DefaultBaseUrl { get; }

    /// <summary>Base address of the vendor's sandbox, below this service's own address.</summary>
    public abstract string SandboxPath { get; }

    /// <summary>Names of the credentials that a connection must have, each with what the sandbox takes.</summary>
    public abstract IReadOnlyDictionary<string, string> SandboxCredentials { get; }

    /// <summary>Settings that a sandbox connection has.</summary>
    public virtual IReadOnlyDictionary<string, string> SandboxSettings { get; } = new Dictionary<string, string>();

    /// <summary>The limits that the vendor documents.</summary>
    public virtual IReadOnlyList<RateLimit> Limits => [];

    /// <summary>Every documented write.</summary>
    public abstract IReadOnlyList<VendorOperation> Operations { get; }

    /// <summary>Every documented read, answered straight from the vendor.</summary>
    public abstract IReadOnlyList<VendorLiveRead> LiveReads { get; }

    /// <summary>How the unified operations are done; one that is missing is not supported.</summary>
    public abstract IReadOnlyList<UnifiedSupport> Unified { get; }

    /// <summary>What the vendor can do with the unified fields; one that is missing is not known to it.</summary>
    public abstract IReadOnlyList<FieldCapability> Fields { get; }

    /// <summary>What the unified operations call an input field of the vendor's, where that differs.</summary>
    public virtual IReadOnlyDictionary<string, string> UnifiedNames { get; } = new Dictionary<string, string>();

    /// <summary>The input record of what only this vendor knows of a project, for the unified create, update and upsert.</summary>
    public virtual Type? ProjectInput => null;

    /// <summary>The same for the unified copy.</summary>
    public virtual Type? CopyInput => ProjectInput;

    /// <summary>Fields that the vendor takes and never shows: see <see cref="ISyncSource.WriteOnlyFields"/>.</summary>
    public virtual IReadOnlySet<string> WriteOnlyFields { get; } = new HashSet<string>();

    /// <summary>The fields that the vendor documents of a project it shows. Another one is kept in the document and told as drift.</summary>
    public abstract IReadOnlySet<string> DocumentFields { get; }

    /// <summary>The members of the stored document that lead to the object with these fields; none where it is the document.</summary>
    public virtual IReadOnlyList<string> DocumentPath => [];

    /// <summary>The headers that carry a connection's credentials.</summary>
    protected internal abstract IEnumerable<KeyValuePair<string, string>> Credentials(ConnectionSettings settings);

    /// <summary>
    /// An answer that is no success, as errors: the code by what went wrong, the field by its name in the graph, the text
    /// as the vendor gave it. Never empty.
    /// </summary>
    public abstract IReadOnlyList<OperationError> Refusal(VendorAnswer answer);

    /// <summary>A project as the vendor's API would answer it, whichever vendor it is of: its names, its formats, its ways to say nothing.</summary>
    /// <param name="settings">Of the vendor's connection; null where there is none.</param>
    protected internal abstract JsonObject Represent(Project project, ConnectionSettings? settings);

    /// <summary>
    /// A composed copy with what this vendor knows beyond the fields of every vendor, as far as the source tells it. What the
    /// caller gave comes first.
    /// </summary>
    protected internal virtual CreateProjectInput Carry(CopySource source, CreateProjectInput copy) => copy;

    /// <summary>
    /// What only this vendor knows and a new project must have, as one of its own projects has it. False where that one has it
    /// not; true without an input where nothing of the kind is needed.
    /// </summary>
    protected internal virtual bool TryModel(Project own, VendorInputs inputs) => true;

    /// <summary>Whether a new project can do without a field that others need, because of what only this vendor knows of it.</summary>
    protected internal virtual bool CanLack(string field, VendorInputs given) => false;

    /// <summary>Whether a field of the vendor's own says nothing that the fields of every vendor don't say.</summary>
    protected internal virtual bool IsEcho(Project project, string field) => false;

    public abstract ISyncSource CreateSync(VendorChannel channel);

    /// <summary>The project as the vendor shows it now; null where it is gone.</summary>
    /// <param name="known">What the graph knows of it, if anything.</param>
    /// <exception cref="VendorReadException">The vendor could not be read.</exception>
    public abstract Task<Project?> ReadProjectAsync(VendorChannel channel, string vendorId, Project? known, CancellationToken cancellation);
}
