using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Builds a schema from its SDL. The host sets resolvers on the fields afterwards. Enum values are their names.
/// </summary>
public sealed partial class SchemaReader
{
    private readonly Dictionary<string, NamedType> _types = Scalars.All.ToDictionary(type => type.Name, type => (NamedType)type);
    private readonly ILookup<string, TypeDefinitionNode> _extensions;
    private readonly DocumentNode _document;

    private SchemaReader(DocumentNode document)
    {
        _document = document;
        _extensions = GetDefinitions<TypeDefinitionNode>(true).ToLookup(type => type.Name.Value);
    }

    /// <param name="sdl">A complete type system document.</param>
    /// <param name="customScalar">Returns the implementation of a custom scalar by name. Without it, values pass through as JSON.</param>
    /// <exception cref="GraphQLSyntaxException">The text cannot be parsed.</exception>
    /// <exception cref="SchemaException">The schema breaks the specification.</exception>
    public static Schema Read(string sdl, Func<string, ScalarType?>? customScalar = null)
    {
        var limits = new ParserLimits { MaxTokens = int.MaxValue };
        return new SchemaReader(Parser.Parse(sdl, limits)).Read(customScalar ?? (_ => null));
    }

    private Schema Read(Func<string, ScalarType?> customScalar)
    {
        TypeDefinitionNode[] definitions = [.. GetDefinitions<TypeDefinitionNode>(false)];
        foreach (TypeDefinitionNode definition in definitions)
        {
            NamedType type = customScalar(definition.Name.Value) ?? Read(definition);
            if (!_types.TryAdd(definition.Name.Value, type))
                throw new SchemaException($"There can be only one type named \"{definition.Name.Value}\".");
        }

        DirectiveDefinition[] directives = [.. GetDefinitions<DirectiveDefinitionNode>(false).Select(ReadDirective)];
        SdlValidator.Validate(_document, directives);
        SchemaNode[] schemas = [.. GetDefinitions<SchemaNode>(false), .. GetDefinitions<SchemaNode>(true)];
        return new Schema(
            FindRootType(schemas, OperationKind.Query),
            FindRootType(schemas, OperationKind.Mutation),
            FindRootType(schemas, OperationKind.Subscription),
            definitions.Select(definition => _types[definition.Name.Value]),
            directives
        )
        {
            Description = schemas.FirstOrDefault()?.Description?.Value,
            AppliedDirectives = [.. schemas.SelectMany(schema => ReadDirectives(schema.Directives))],
        };
    }

    private IEnumerable<T> GetDefinitions<T>(bool extends)
        where T : TypeSystemNode => _document.Definitions.OfType<T>().Where(definition => definition.IsExtension == extends);

    // Without a schema definition, the types with the conventional names are the roots.
    private ObjectType? FindRootType(SchemaNode[] schemas, OperationKind kind)
    {
        if (schemas.All(schema => schema.IsExtension))
            return _types.GetValueOrDefault(kind.ToString()) as ObjectType;
        RootOperationNode? root = schemas.SelectMany(schema => schema.Operations).FirstOrDefault(operation => operation.Kind == kind);
        return root is null ? null : FindType<ObjectType>(root.Type);
    }

    private IEnumerable<TypeDefinitionNode> GetDefinitionAndExtensions(TypeDefinitionNode definition) =>
        _extensions[definition.Name.Value].Prepend(definition);

    private GraphQLType ReadTypeReference(TypeNode node) =>
        node switch
        {
            NonNullTypeNode nonNull => ReadTypeReference(nonNull.Inner).NonNull(),
            ListTypeNode list => ReadTypeReference(list.Item).List(),
            _ => FindType<NamedType>((NamedTypeNode)node),
        };

    private T FindType<T>(NamedTypeNode node)
        where T : NamedType
    {
        string name = node.Name;
        if (!_types.TryGetValue(name, out NamedType? type))
            throw new SchemaException($"Unknown type \"{name}\".{Suggestions.DidYouMean(name, _types.Keys)}");
        return type as T ?? throw new SchemaException($"Type \"{name}\" cannot be used here. Expected: {typeof(T).Name}.");
    }
}
