using System.Globalization;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>The directives of IBM's GraphQL cost specification (sections 4 and 5), which declare weights in the schema.</summary>
internal static class CostDirectives
{
    private const string CostName = "cost";
    private const string ListSizeName = "listSize";

    public static readonly DirectiveDefinition Cost = new(
        CostName,
        [
            DirectiveLocation.ArgumentDefinition,
            DirectiveLocation.Enum,
            DirectiveLocation.FieldDefinition,
            DirectiveLocation.InputFieldDefinition,
            DirectiveLocation.Object,
            DirectiveLocation.Scalar,
        ],
        new InputValueDefinition("weight", Scalars.String.NonNull()) { Description = "A number." }
    )
    {
        Description = "The cost that each occurrence adds to a query. If omitted: 1 for types with fields, 0 for others.",
    };

    public static readonly DirectiveDefinition ListSize = new(
        ListSizeName,
        [DirectiveLocation.FieldDefinition],
        new InputValueDefinition("assumedSize", Scalars.Int) { Description = "The assumed length of the list if no argument bounds it." },
        new InputValueDefinition("slicingArguments", Scalars.String.NonNull().List())
        {
            Description = "Arguments that bound the list. The largest value counts. The value of a list is its length.",
        },
        new InputValueDefinition("sizedFields", Scalars.String.NonNull().List())
        {
            Description = "Fields of the result that contain the list.",
        },
        new InputValueDefinition("requireOneSlicingArgument", Scalars.Boolean, "true")
        {
            Description = "Whether one of the arguments is required.",
        }
    )
    {
        Description = "The maximum length of a list, so that the cost of a query is known before it runs.",
    };

    public static AppliedDirective Weight(double weight) =>
        new(CostName, ("weight", $"\"{weight.ToString(CultureInfo.InvariantCulture)}\""));

    public static AppliedDirective AssumedSize(int size) => new(ListSizeName, ("assumedSize", size.ToString(CultureInfo.InvariantCulture)));

    public static AppliedDirective SlicedBy(int assumed, IEnumerable<string> arguments, params IEnumerable<string> sizedFields) =>
        new(
            ListSizeName,
            [
                ("assumedSize", assumed.ToString(CultureInfo.InvariantCulture)),
                ("slicingArguments", Texts(arguments)),
                .. sizedFields.Any() ? [("sizedFields", Texts(sizedFields))] : Array.Empty<(string, string)>(),
                ("requireOneSlicingArgument", "false"),
            ]
        );

    /// <summary>Gets the weight in an element's <c>@cost</c>, or the default of its type.</summary>
    public static double GetWeight(ISchemaElement element, GraphQLType type) =>
        Find(element, CostName)?.FindArgument("weight") is StringValueNode weight ? double.Parse(weight.Value, CultureInfo.InvariantCulture)
        : type.InnermostType is CompositeType or InputObjectType ? 1
        : 0;

    public static ListSize? GetListSize(FieldDefinition field) =>
        Find(field, ListSizeName) is not { } directive
            ? null
            : new(
                directive.FindArgument("assumedSize") is IntValueNode size ? int.Parse(size.Text, CultureInfo.InvariantCulture) : null,
                Texts(directive.FindArgument("slicingArguments")),
                Texts(directive.FindArgument("sizedFields"))
            );

    private static AppliedDirective? Find(ISchemaElement element, string name) =>
        element.Directives.FirstOrDefault(directive => directive.Name == name);

    private static string Texts(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(text => $"\"{text}\""))}]";

    private static string[] Texts(ValueNode? node) =>
        node is ListValueNode list ? [.. list.Items.OfType<StringValueNode>().Select(item => item.Value)] : [];
}

/// <summary>The arguments of a field's <c>@listSize</c>.</summary>
internal sealed record ListSize(int? Assumed, IReadOnlyList<string> SlicingArguments, IReadOnlyList<string> SizedFields);
