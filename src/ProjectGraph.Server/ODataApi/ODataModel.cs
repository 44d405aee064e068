using Microsoft.OData.Edm;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Model;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.ODataApi;

/// <summary>The graph as OData sees it: one EDM model, built once, and the way from its elements back to the graph's.</summary>
internal sealed class ODataModel
{
    public const string Namespace = "ProjectGraph";
    public const string Container = "Container";

    /// <summary>The version of the model, which <c>$schemaversion</c> may ask for: another one would break clients.</summary>
    public const string SchemaVersion = "1.0";

    private readonly Dictionary<string, EntityModel> _bySet;
    private readonly Dictionary<string, EntityModel> _byType;

    private readonly Dictionary<string, ODataOperation> _operations;
    private readonly HashSet<string> _pathNames;

    public ODataModel(GraphModel graph, VendorRegistry vendors)
    {
        (Entities, Operations) = (graph.Entities, ODataOperation.Of(vendors));
        BoundActions = [.. Operations.Where(operation => operation.TakesProject)];
        _bySet = Entities.ToDictionary(entity => entity.Set, StringComparer.Ordinal);
        _byType = Entities.ToDictionary(entity => entity.Name, StringComparer.Ordinal);
        Edm = EdmModelBuilder.Build(graph, Operations);
        Csdl = new(Edm);
        _operations = Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        _pathNames = PathNames().ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<EntityModel> Entities { get; }
    public IReadOnlyList<ODataOperation> Operations { get; }
    public IReadOnlyList<ODataOperation> BoundActions { get; }
    public IEdmModel Edm { get; }
    public CsdlDocuments Csdl { get; }

    /// <summary>Whether a path's segment names an element of the model or a part of the protocol, rather than a key.</summary>
    public bool IsPathName(string segment) =>
        _pathNames.Contains(segment) || (segment.StartsWith(Namespace + ".", StringComparison.Ordinal) && _pathNames.Contains(segment[(Namespace.Length + 1)..]));

    private IEnumerable<string> PathNames() =>
    [
        "$metadata", "$batch", "$entity", "$crossjoin", "$all", "$root", "$count", "$value", "$ref", "$query", "$each", "$it",
        .. Edm.EntityContainer.Elements.Select(element => element.Name),
        .. Edm.SchemaElements.Select(element => element.Name),
        .. Edm.SchemaElements.OfType<IEdmStructuredType>().SelectMany(type => type.DeclaredProperties).Select(property => property.Name),
    ];

    public EntityModel? FindSet(string set) => _bySet.GetValueOrDefault(set);

    /// <summary>The action of this name, without its namespace.</summary>
    public ODataOperation? FindOperation(string name) => _operations.GetValueOrDefault(name);

    /// <summary>The action of this name that is bound to the project which a path leads to; null where there is none.</summary>
    public ODataOperation? FindBound(ODataPath.Resource resource, string name) =>
        resource.IsSingle && HasETag(resource.Target) && FindOperation(name) is { TakesProject: true } operation ? operation : null;

    public EntityModel EntityOf(IEdmType type) => _byType[((IEdmSchemaElement)type).Name];

    public IEdmEntitySet SetOf(EntityModel entity) => Edm.EntityContainer.FindEntitySet(entity.Set);

    /// <summary>The fields of an entity that OData shows, in the order of their declaration.</summary>
    public static IEnumerable<FieldModel> FieldsOf(EntityModel entity) => entity.Fields.Where(Shows);

    public static IEnumerable<RelationModel> RelationsOf(EntityModel entity) => entity.Relations.Where(Shows);

    public static bool Shows(FieldModel field) => field.Protocols.HasFlag(Protocols.OData);

    public static bool Shows(RelationModel relation) => relation.Protocols.HasFlag(Protocols.OData);

    /// <summary>Whether the entity holds texts that <c>$search</c> looks into.</summary>
    public static bool IsSearchable(EntityModel entity) => entity.Fields.Any(field => field.Kind == FieldKind.Text);

    /// <summary>Only projects are written through OData, so only they carry an ETag.</summary>
    public static bool HasETag(EntityModel entity) => entity.Type == typeof(Project);
}
