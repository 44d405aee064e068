using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies.V1;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Operations;

namespace ProjectGraph.Server.ODataApi.Model;

/// <summary>Builds the EDM model from the graph's model.</summary>
internal sealed class EdmModelBuilder
{
    // Power Query refuses a decimal without precision and scale. A scaled 64-bit integer has up to 19 digits.
    public const int DecimalPrecision = 19;

    // The resolution of an instant is 100 ns.
    public const int InstantPrecision = 7;

    private readonly EdmModel _model = new();
    private readonly Dictionary<EntityModel, EdmEntityType> _types = [];
    private readonly Dictionary<EnumModel, EdmEnumType> _enums = [];
    private readonly Dictionary<EntityModel, EdmEntitySet> _sets = [];

    public static IEdmModel Build(GraphModel graph, IReadOnlyList<ODataOperation> operations) =>
        new EdmModelBuilder().BuildModel(graph, operations);

    private EdmModel BuildModel(GraphModel graph, IReadOnlyList<ODataOperation> operations)
    {
        var entities = graph.Entities;
        foreach (var entity in entities)
            AddType(entity);
        foreach (var entity in entities)
            AddNavigations(entity);
        var container = new EdmEntityContainer(ODataModel.Namespace, ODataModel.Container);
        _model.AddElement(container);
        foreach (var entity in entities)
            AddSet(container, entity);
        foreach (var entity in entities)
            BindNavigations(entity);
        new EdmActionBuilder(_model, container, GetOrAddEnum, _types[graph.Projects], _types[graph.Operations]).Add(operations);
        ODataAnnotations.Add(_model, container, _sets);
        return _model;
    }

    private void AddType(EntityModel entity)
    {
        var type = new EdmEntityType(ODataModel.Namespace, entity.Name);
        foreach (var field in ODataModel.GetFields(entity))
        {
            var property = type.AddStructuralProperty(field.Name, CreateTypeReference(field));
            if (field.IsKey)
                type.AddKeys(property);
            _model.SetDescriptionAnnotation(property, field.Description);
        }
        _model.AddElement(type);
        _model.SetDescriptionAnnotation(type, entity.Description);
        _types[entity] = type;
    }

    private void AddNavigations(EntityModel entity)
    {
        foreach (var relation in ODataModel.GetRelations(entity))
        {
            var navigation = _types[entity]
                .AddUnidirectionalNavigation(
                    new EdmNavigationPropertyInfo
                    {
                        Name = relation.Name,
                        Target = _types[relation.Target],
                        TargetMultiplicity = GetMultiplicity(relation),
                    }
                );
            _model.SetDescriptionAnnotation(navigation, relation.Description);
        }
    }

    private static EdmMultiplicity GetMultiplicity(RelationModel relation) =>
        relation switch
        {
            { IsMany: true } => EdmMultiplicity.Many,
            { IsRequired: true } => EdmMultiplicity.One,
            _ => EdmMultiplicity.ZeroOrOne,
        };

    private void AddSet(EdmEntityContainer container, EntityModel entity)
    {
        _sets[entity] = container.AddEntitySet(entity.Set, _types[entity]);
        _model.SetDescriptionAnnotation(_sets[entity], entity.Description);
    }

    private void BindNavigations(EntityModel entity)
    {
        foreach (var navigation in _types[entity].DeclaredNavigationProperties())
            _sets[entity].AddNavigationTarget(navigation, _sets[entity.Relation(navigation.Name).Target]);
    }

    private IEdmTypeReference CreateTypeReference(FieldModel field) =>
        field.Kind switch
        {
            FieldKind.Text => EdmCoreModel.Instance.GetString(false, field.MaxLength, null, field.IsNullable),
            FieldKind.Json => EdmCoreModel.Instance.GetString(field.IsNullable),
            FieldKind.Decimal => EdmCoreModel.Instance.GetDecimal(DecimalPrecision, Money.Digits, field.IsNullable),
            FieldKind.Instant => EdmCoreModel.Instance.GetTemporal(EdmPrimitiveTypeKind.DateTimeOffset, InstantPrecision, field.IsNullable),
            FieldKind.Enum => new EdmEnumTypeReference(GetOrAddEnum(field.Enum!), field.IsNullable),
            _ => EdmCoreModel.Instance.GetPrimitive(GetPrimitiveKind(field.Kind), field.IsNullable),
        };

    public static EdmPrimitiveTypeKind GetPrimitiveKind(FieldKind kind) =>
        kind switch
        {
            FieldKind.Int => EdmPrimitiveTypeKind.Int32,
            FieldKind.Long => EdmPrimitiveTypeKind.Int64,
            FieldKind.Double => EdmPrimitiveTypeKind.Double,
            FieldKind.Boolean => EdmPrimitiveTypeKind.Boolean,
            FieldKind.Date => EdmPrimitiveTypeKind.Date,
            _ => throw new InvalidOperationException($"The field kind {kind} has no primitive OData type."),
        };

    private EdmEnumType GetOrAddEnum(EnumModel declared)
    {
        if (_enums.TryGetValue(declared, out var found))
            return found;
        var type = new EdmEnumType(ODataModel.Namespace, declared.Name);
        foreach (var member in declared.Members)
            _model.SetDescriptionAnnotation(type.AddMember(member.Name, new EdmEnumMemberValue(member.Number)), member.Description);
        _model.AddElement(type);
        _model.SetDescriptionAnnotation(type, declared.Description);
        return _enums[declared] = type;
    }
}
