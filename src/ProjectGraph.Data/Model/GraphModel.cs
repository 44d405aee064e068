using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>
/// The graph, declared once by the records of this folder. The GraphQL schema, the OData model, the store's tables
/// and the query runner are built from it.
/// </summary>
public sealed class GraphModel
{
    private static readonly Type[] EntityTypes =
    [
        typeof(Project),
        typeof(Company),
        typeof(Person),
        typeof(VendorAccount),
        typeof(Operation),
        typeof(SyncRun),
        typeof(QuarantinedRecord),
        typeof(SchemaDrift),
        typeof(ProjectTag),
        typeof(ProjectContact),
        typeof(ProjectMember),
        typeof(ProjectCustomField),
        typeof(HeatpunkProject),
        typeof(PlanhatProject),
        typeof(GrowCrmProject),
        typeof(CoreDataProject),
        typeof(ProductiveProject),
        typeof(ProjectSnapshot),
        typeof(CalendarDay),
    ];

    private readonly Dictionary<Type, EntityModel> _byType = [];
    private readonly Dictionary<Type, EnumModel> _enums = [];

    private GraphModel(params EnumModel[] given)
    {
        foreach (var model in given)
            _enums[model.Type] = model;
        foreach (var type in EntityTypes)
            _byType[type] = new(this, type, type.GetCustomAttribute<EntityAttribute>()!);
        Entities = [.. EntityTypes.Select(type => _byType[type])];
    }

    /// <summary>The graph as declared in this folder. Its tables, names and types are the same in every host.</summary>
    public static GraphModel Instance { get; } = new();

    /// <summary>Creates the graph with a host's own enum in place of the declared one, such as the vendors that the host knows.</summary>
    public static GraphModel WithEnum(EnumModel own) => own == EnumModel.Get(own.Type) ? Instance : new(own);

    public IReadOnlyList<EntityModel> Entities { get; }
    public IEnumerable<EnumModel> Enums => _enums.Values;

    public EntityModel Projects => Entity(typeof(Project));
    public EntityModel Companies => Entity(typeof(Company));
    public EntityModel People => Entity(typeof(Person));
    public EntityModel VendorAccounts => Entity(typeof(VendorAccount));
    public EntityModel Operations => Entity(typeof(Operation));

    public EntityModel Entity(Type type) => _byType[type];

    /// <summary>Finds the entity of this OData set.</summary>
    public EntityModel? FindSet(string set) => Entities.FirstOrDefault(entity => entity.Set == set);

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    internal EnumModel? GetEnum(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!type.IsEnum)
            return null;
        if (!_enums.TryGetValue(type, out var found))
            _enums[type] = found = EnumModel.Get(type);
        return found;
    }
}
