using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Costs;

/// <summary>Reads the cost template of an operation from its fields and from the directives on their definitions.</summary>
internal sealed class CostReader(IntrospectionSizes introspection, SelectionSizes stored)
{
    /// <summary>The assumed size of a list without <c>@listSize</c>, which is a list in memory.</summary>
    private const int DefaultListSize = 10;

    public CostTemplate Read(CompiledOperation operation) =>
        new CostTemplate(null, 0, GetTypeWeight(operation.RootType), null, 1).WithChildren(
            ReadSelections(operation.Selections, null, "", isRepeated: false)
        );

    /// <param name="isRepeated">Whether several objects lead to the field's parent object.</param>
    private CostTemplate? Read(SelectedField field, ListSizing? outer, string above, bool isRepeated)
    {
        var path = above.Length == 0 ? field.ResponseName : $"{above}.{field.ResponseName}";
        var weight = CostDirectives.GetWeight(field.Definition, field.Definition.Type);
        var own = CostDirectives.GetListSize(field.Definition) is { } list ? new ListSizing(field, list, path) : null;
        if (field.Selections is not { } selections)
            return weight == 0 && field.Definition.Arguments.Count == 0
                ? null
                : new CostTemplate(field, weight, 0, null, 1).WithChildren([]);
        var sizing = own is { IsSizedField: false } ? own : outer;
        var assumed = IsList(field.Definition.Type) ? introspection.Get(field) ?? DefaultListSize : 1;
        // Introspection reads nothing from the store, so only the size of its result counts.
        if (IntrospectionSizes.ReturnsSingleObject(field))
            weight = 0;
        return new CostTemplate(field, weight, GetTypeWeight(field.Definition.Type.InnermostType), sizing, assumed)
        {
            Bytes = stored.GetBytes(selections),
            StoredRows = sizing is null ? null : stored.GetRows(sizing.Holder, isRepeated),
            IsUnconditional = sizing is null || stored.IsUnfiltered(sizing.Holder, isRepeated),
        }.WithChildren(
            ReadSelections(selections, own is { IsSizedField: true } ? own : null, path, SelectionSizes.IsRepeated(field, isRepeated))
        );
    }

    private CostTemplate[][] ReadSelections(SelectionSet selections, ListSizing? sizing, string path, bool isRepeated) =>
        [
            .. selections
                .PossibleTypes.Select(type => ReadSelections(selections.GetFields(type), sizing, path, isRepeated))
                .Where(group => group.Length > 0),
        ];

    private CostTemplate[] ReadSelections(IReadOnlyList<SelectedField> fields, ListSizing? sizing, string path, bool isRepeated)
    {
        // A page is read even if only its page info is selected.
        var named = sizing is not null && fields.Any(sizing.AppliesTo);
        return
        [
            .. fields
                .Select(field =>
                    Read(
                        field,
                        sizing is not null && (named ? sizing.AppliesTo(field) : field.Selections is not null) ? sizing : null,
                        path,
                        isRepeated
                    )
                )
                .OfType<CostTemplate>(),
        ];
    }

    private static double GetTypeWeight(NamedType type) => CostDirectives.GetWeight(type, type);

    private static bool IsList(GraphQLType type) => type.Nullable is ListType;
}
