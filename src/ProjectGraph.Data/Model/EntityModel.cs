using System.Reflection;

namespace ProjectGraph.Data.Model;

/// <summary>An entity of the graph: a table, a GraphQL type and an OData set.</summary>
public sealed class EntityModel
{
    private readonly Dictionary<string, FieldModel> _fields;
    private readonly Dictionary<string, RelationModel> _relations;
    private readonly (string Field, Type? Owner)? _account;

    internal EntityModel(GraphModel model, Type type, EntityAttribute declared)
    {
        Model = model;
        Type = type;
        Set = declared.Set;
        Description = declared.Description;
        IsNode = declared.IsNode;
        IsTracked = declared.IsTracked;
        Fields =
        [
            .. GetDeclared<FieldAttribute>(type)
                .Select(pair => new FieldModel(this, pair.Property, pair.Declared, model.GetEnum(pair.Property))),
        ];
        Relations = [.. GetDeclared<RelationAttribute>(type).Select(pair => new RelationModel(model, this, pair.Property, pair.Declared))];
        _fields = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        _relations = Relations.ToDictionary(relation => relation.Name, StringComparer.Ordinal);
        Key = Field(declared.Key);
        _account = GetDeclared<AccountAttribute>(type)
            .Select(pair => ((string, Type?)?)(pair.Property.Name, pair.Declared.Owner))
            .SingleOrDefault();
        if (_account is null != declared.IsShared)
            throw new InvalidOperationException($"{type.Name} must have exactly one of: a vendor account property, or IsShared.");
    }

    public GraphModel Model { get; }
    public Type Type { get; }
    public string Name => Type.Name;

    /// <summary>The name with its indefinite article: "a Project", "an Operation".</summary>
    public string NameWithArticle => ("AEIOU".Contains(Name[0], StringComparison.Ordinal) ? "an " : "a ") + Name;

    /// <summary>The name of the table and of the OData entity set.</summary>
    public string Set { get; }
    public string Description { get; }
    public bool IsNode { get; }
    public bool IsTracked { get; }
    public FieldModel Key { get; }

    /// <summary>Identifies the vendor account of a row; null where rows belong to no account.</summary>
    public AccountModel? Account => _account is var (name, owner) ? new(Field(name), owner is null ? null : Model.Entity(owner)) : null;
    public IReadOnlyList<FieldModel> Fields { get; }
    public IReadOnlyList<RelationModel> Relations { get; }

    public FieldModel Field(string name) => _fields[name];

    public FieldModel? FindField(string name) => _fields.GetValueOrDefault(name);

    public RelationModel Relation(string name) => _relations[name];

    public RelationModel? FindRelation(string name) => _relations.GetValueOrDefault(name);

    public override string ToString() => Name;

    private static IEnumerable<(PropertyInfo Property, T Declared)> GetDeclared<T>(Type type)
        where T : Attribute =>
        from property in type.GetProperties()
        let declared = property.GetCustomAttribute<T>()
        where declared is not null
        select (property, declared);
}
