using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Maps kinds of fields to GraphQL types.</summary>
internal sealed class FieldTypes(EnumTypes enums)
{
    public NamedType Get(FieldModel field) => Get(field.Kind, field.Enum);

    public NamedType Get(FieldKind kind, EnumModel? @enum) =>
        kind switch
        {
            FieldKind.Text => Scalars.String,
            FieldKind.Int => Scalars.Int,
            FieldKind.Long => GraphQLScalars.Long,
            FieldKind.Decimal => GraphQLScalars.Decimal,
            FieldKind.Double => Scalars.Float,
            FieldKind.Boolean => Scalars.Boolean,
            FieldKind.Date => GraphQLScalars.Date,
            FieldKind.Instant => GraphQLScalars.DateTime,
            FieldKind.Enum => enums.Get(@enum!),
            _ => GraphQLScalars.Json,
        };

    public GraphQLType Output(FieldModel field) => field.IsNullable ? Get(field) : Get(field).NonNull();
}
