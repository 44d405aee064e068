using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Operators, functions and options in any case, enum members as plain texts; properties and types in their declared case (4.01, section 13.2).</summary>
internal sealed class GraphUriResolver : ODataUriResolver
{
    private static readonly StringAsEnumResolver enums = new() { EnableCaseInsensitive = false };

    public GraphUriResolver() => EnableNoDollarQueryOptions = true;

    public override bool EnableCaseInsensitive
    {
        get => true;
        set { }
    }

    public override IEdmProperty ResolveProperty(IEdmStructuredType type, string propertyName) => type.FindProperty(propertyName);

    public override IEdmSchemaType ResolveType(IEdmModel model, string typeName) => model.FindType(typeName);

    public override void PromoteBinaryOperandTypes(
        BinaryOperatorKind binaryOperatorKind, ref SingleValueNode leftNode, ref SingleValueNode rightNode, out IEdmTypeReference typeReference) =>
        enums.PromoteBinaryOperandTypes(binaryOperatorKind, ref leftNode, ref rightNode, out typeReference);
}
