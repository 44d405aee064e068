using Microsoft.OData.Edm;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Model;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.ODataApi;

/// <summary>The EDM model of the graph, built once. Maps its elements back to the graph's.</summary>
internal sealed class ODataModel
{
    public const string Namespace = "ProjectGraph";
    public const string Container = "Container";

    /// <summary>The version of the model, which <c>$schemaversion</c> may request. It changes only with a breaking change.</summary>
    public const string SchemaVersion = "1.0";

    private readonly Dictionary<string, EntityModel> _bySet;
    private readonly Dictionary<string, EntityModel> _byType;

    private readonly Dictionary<string, ODataOperation> _operations;
    private readonly HashSet<string> _pathNames;

    public ODataModel(GraphModel graph, VendorRegistry vendors)
    {
        (Entities, Operations) = (graph.Entities, ODataOperation.Create(vendors));
        BoundActions = [.. Operations.Where(operation => operation.TakesProject)];
        _bySet = Entities.ToDictionary(entity => entity.Set, StringComparer.Ordinal);
        _byType = Entities.ToDictionary(entity => entity.Name, StringComparer.Ordinal);
        Edm = EdmModelBuilder.Build(graph, Operations);
        Csdl = new(Edm);
        _operations = Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        _pathNames = GetPathNames().ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<EntityModel> Entities { get; }
    public IReadOnlyList<ODataOperation> Operations { get; }
    public IReadOnlyList<ODataOperation> BoundActions { get; }
    public IEdmModel Edm { get; }
    public CsdlDocuments Csdl { get; }

    /// <summary>Whether a path segment is a name of the model or the protocol. Any other segment is a key.</summary>
    public bool IsPathName(string segment) =>
        _pathNames.Contains(segment)
        || (segment.StartsWith(Namespace + ".", StringComparison.Ordinal) && _pathNames.Contains(segment[(Namespace.Length + 1)..]));

    private IEnumerable<string> GetPathNames() =>
        [
            "$metadata",
            "$batch",
            "$entity",
            "$crossjoin",
            "$all",
            "$root",
            "$count",
            "$value",
            "$ref",
            "$query",
            "$each",
            "$it",
            .. Edm.EntityContainer.Elements.Select(element => element.Name),
            .. Edm.SchemaElements.Select(element => element.Name),
            .. Edm
                .SchemaElements.OfType<IEdmStructuredType>()
                .SelectMany(type => type.DeclaredProperties)
                .Select(property => property.Name),
        ];

    public EntityModel? FindSet(string set) => _bySet.GetValueOrDefault(set);

    /// <summary>Finds an action by its name without the namespace.</summary>
    public ODataOperation? FindOperation(string name) => _operations.GetValueOrDefault(name);

    /// <summary>Finds the action that is bound to the project of a path. Null if the path is not a project or has no such action.</summary>
    public ODataOperation? FindBoundAction(ODataPath.Resource resource, string name) =>
        resource.IsSingle && HasETag(resource.Target) && FindOperation(name) is { TakesProject: true } operation ? operation : null;

    public EntityModel GetEntity(IEdmType type) => _byType[((IEdmSchemaElement)type).Name];

    public IEdmEntitySet GetSet(EntityModel entity) => Edm.EntityContainer.FindEntitySet(entity.Set);

    /// <summary>The fields of an entity that OData exposes, in declaration order.</summary>
    public static IEnumerable<FieldModel> GetFields(EntityModel entity) => entity.Fields.Where(IsExposed);

    public static IEnumerable<RelationModel> GetRelations(EntityModel entity) => entity.Relations.Where(IsExposed);

    public static bool IsExposed(FieldModel field) => field.Protocols.HasFlag(Protocols.OData);

    public static bool IsExposed(RelationModel relation) => relation.Protocols.HasFlag(Protocols.OData);

    /// <summary>Whether the entity has text fields that <c>$search</c> can search.</summary>
    public static bool IsSearchable(EntityModel entity) => entity.Fields.Any(field => field.Kind == FieldKind.Text);

    /// <summary>Whether the entity has an ETag. OData writes projects only, so only projects have one.</summary>
    public static bool HasETag(EntityModel entity) => entity.Type == typeof(Project);
}
