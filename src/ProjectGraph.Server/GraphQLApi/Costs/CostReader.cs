using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>Reads the cost template of an operation from its fields and from the directives on their definitions.</summary>
internal sealed class CostReader(IntrospectionSizes introspection, SelectionSizes stored)
{
    /// <summary>The assumed size of a list without <c>@listSize</c>, which is a list in memory.</summary>
    private const int UnsaidSize = 10;

    public CostTemplate Read(CompiledOperation operation) =>
        new CostTemplate(null, 0, TypeWeight(operation.RootType), null, 1).With(Below(operation.Selections, null, "", isRepeated: false));

    /// <param name="isRepeated">Whether several objects lead to the field's parent object.</param>
    private CostTemplate? Read(SelectedField field, ListSizing? outer, string above, bool isRepeated)
    {
        var path = above.Length == 0 ? field.ResponseName : $"{above}.{field.ResponseName}";
        var weight = CostDirectives.WeightOf(field.Definition, field.Definition.Type);
        var own = CostDirectives.SizeOf(field.Definition) is { } list ? new ListSizing(field, list, path) : null;
        if (field.Selections is not { } selections)
            return weight == 0 && field.Definition.Arguments.Count == 0 ? null : new CostTemplate(field, weight, 0, null, 1).With([]);
        var sizing = own is { IsBelow: false } ? own : outer;
        var assumed = IsList(field.Definition.Type) ? introspection.Of(field) ?? UnsaidSize : 1;
        // Introspection reads nothing from the store, so only the size of its result counts.
        if (IntrospectionSizes.IsOne(field)) weight = 0;
        return new CostTemplate(field, weight, TypeWeight(field.Definition.Type.Named), sizing, assumed)
        {
            Bytes = stored.Bytes(selections),
            Stored = sizing is null ? null : stored.Rows(sizing.Holder, isRepeated),
            IsCertain = sizing is null || stored.IsWhole(sizing.Holder, isRepeated),
        }
        .With(Below(selections, own is { IsBelow: true } ? own : null, path, SelectionSizes.IsRepeated(field, isRepeated)));
    }

    private CostTemplate[][] Below(SelectionSet selections, ListSizing? sizing, string path, bool isRepeated) =>
        [.. selections.PossibleTypes.Select(type => Below(selections.ForType(type), sizing, path, isRepeated)).Where(group => group.Length > 0)];

    private CostTemplate[] Below(IReadOnlyList<SelectedField> fields, ListSizing? sizing, string path, bool isRepeated)
    {
        // A page is read even if only its page info is selected.
        var named = sizing is not null && fields.Any(sizing.Sizes);
        return [.. fields.Select(field => Read(field, sizing is not null && (named ? sizing.Sizes(field) : field.Selections is not null) ? sizing : null, path, isRepeated)).OfType<CostTemplate>()];
    }

    private static double TypeWeight(NamedType type) => CostDirectives.WeightOf(type, type);

    private static bool IsList(GraphQLType type) => type.Nullable is ListType;
}
