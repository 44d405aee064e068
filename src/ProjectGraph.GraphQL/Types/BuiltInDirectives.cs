using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>The directives of spec section 3.13, which every schema contains.</summary>
public static class BuiltInDirectives
{
    private static readonly DirectiveLocation[] SelectionLocations =
    [
        DirectiveLocation.Field,
        DirectiveLocation.FragmentSpread,
        DirectiveLocation.InlineFragment,
    ];

    public static DirectiveDefinition Include { get; } =
        new(
            "include",
            SelectionLocations,
            new InputValueDefinition("if", Scalars.Boolean.NonNull()) { Description = "Included when true." }
        )
        {
            Description = "Directs the executor to include this field or fragment only when the `if` argument is true.",
        };

    public static DirectiveDefinition Skip { get; } =
        new("skip", SelectionLocations, new InputValueDefinition("if", Scalars.Boolean.NonNull()) { Description = "Skipped when true." })
        {
            Description = "Directs the executor to skip this field or fragment when the `if` argument is true.",
        };

    public static DirectiveDefinition Deprecated { get; } =
        new(
            "deprecated",
            [
                DirectiveLocation.FieldDefinition,
                DirectiveLocation.ArgumentDefinition,
                DirectiveLocation.InputFieldDefinition,
                DirectiveLocation.EnumValue,
            ],
            new InputValueDefinition("reason", Scalars.String.NonNull(), $"\"{DefaultDeprecationReason}\"")
            {
                Description =
                    "Explains why this element was deprecated, usually also including a suggestion for how to access supported "
                    + "similar data. Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).",
            }
        )
        {
            Description = "Marks an element of a GraphQL schema as no longer supported.",
        };

    public static DirectiveDefinition SpecifiedBy { get; } =
        new(
            "specifiedBy",
            [DirectiveLocation.Scalar],
            new InputValueDefinition("url", Scalars.String.NonNull())
            {
                Description = "The URL that specifies the behavior of this scalar.",
            }
        )
        {
            Description = "Exposes a URL that specifies the behavior of this scalar.",
        };

    public static DirectiveDefinition OneOf { get; } =
        new("oneOf", [DirectiveLocation.InputObject])
        {
            Description = "Indicates exactly one field must be supplied and this field must not be `null`.",
        };

    internal const string DefaultDeprecationReason = "No longer supported";

    internal static IReadOnlyList<DirectiveDefinition> All { get; } = [Include, Skip, Deprecated, SpecifiedBy, OneOf];
}
