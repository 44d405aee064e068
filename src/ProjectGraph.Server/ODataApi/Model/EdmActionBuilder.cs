using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies.V1;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Model;

/// <summary>
/// Declares an action for each operation, with the fields of its input as parameters. An action returns its entry in the
/// operation log.
/// </summary>
internal sealed class EdmActionBuilder(
    EdmModel model,
    EdmEntityContainer container,
    Func<EnumModel, IEdmEnumType> enumOf,
    EdmEntityType project,
    EdmEntityType log
)
{
    private readonly Dictionary<string, EdmComplexType> _complexTypes = [];

    public void Add(IEnumerable<ODataOperation> operations)
    {
        foreach (var operation in operations)
            Add(operation);
    }

    private void Add(ODataOperation operation)
    {
        var action = new EdmAction(
            ODataModel.Namespace,
            operation.Name,
            new EdmEntityTypeReference(log, false),
            operation.TakesProject,
            null
        );
        if (operation.TakesProject)
            action.AddParameter("project", new EdmEntityTypeReference(project, false));
        foreach (var field in operation.Parameters)
            model.SetDescriptionAnnotation(
                action.AddParameter(ODataOperation.ToPascalCase(field.Name), CreateTypeReference(field.Shape, !field.Required)),
                field.Description
            );
        model.AddElement(action);
        model.SetDescriptionAnnotation(action, operation.Description);
        if (!operation.TakesProject)
            container.AddActionImport(operation.Name, action);
    }

    private IEdmTypeReference CreateTypeReference(InputShape shape, bool nullable) =>
        shape switch
        {
            InputShape.Choice choice => new EdmEnumTypeReference(enumOf(choice.Enum), nullable),
            InputShape.Many many => EdmCoreModel.GetCollection(CreateTypeReference(many.Element, false)),
            InputShape.Nested nested => new EdmComplexTypeReference(GetOrAddComplexType(nested.Model), nullable),
            InputShape.Scalar scalar => CreatePrimitive(scalar.Kind, nullable),
            _ => throw new InvalidOperationException($"The input shape {shape.GetType().Name} has no OData type."),
        };

    private static IEdmTypeReference CreatePrimitive(FieldKind kind, bool nullable) =>
        kind switch
        {
            // JSON is declared as a string that contains it. A JSON value is accepted too.
            FieldKind.Text or FieldKind.Json => EdmCoreModel.Instance.GetString(nullable),
            FieldKind.Decimal => EdmCoreModel.Instance.GetDecimal(EdmModelBuilder.DecimalPrecision, Money.Digits, nullable),
            FieldKind.Instant => EdmCoreModel.Instance.GetTemporal(
                EdmPrimitiveTypeKind.DateTimeOffset,
                EdmModelBuilder.InstantPrecision,
                nullable
            ),
            _ => EdmCoreModel.Instance.GetPrimitive(EdmModelBuilder.GetPrimitiveKind(kind), nullable),
        };

    private EdmComplexType GetOrAddComplexType(InputModel input)
    {
        if (_complexTypes.TryGetValue(input.Name, out var known))
            return known;
        var type = _complexTypes[input.Name] = new(ODataModel.Namespace, input.Name);
        foreach (var field in input.Fields)
            model.SetDescriptionAnnotation(
                type.AddStructuralProperty(ODataOperation.ToPascalCase(field.Name), CreateTypeReference(field.Shape, !field.Required)),
                field.Description
            );
        model.AddElement(type);
        model.SetDescriptionAnnotation(type, input.Description);
        return type;
    }
}
