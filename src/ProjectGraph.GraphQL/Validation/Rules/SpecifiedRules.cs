namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// The validation rules, in the order of their errors. To add one, add a file to this folder, named for what must hold, and
/// a line below.
/// </summary>
internal static class SpecifiedRules
{
    public static IReadOnlyList<Func<ValidationContext, ValidationRule>> All { get; } =
    [
        context => new DefinitionsAreExecutable(context),
        context => new OperationTypesAreSupported(context),
        context => new OperationNamesAreUnique(context),
        context => new AnonymousOperationIsAlone(context),
        context => new SubscriptionsHaveSingleRootField(context),
        context => new TypeNamesAreKnown(context),
        context => new FragmentsAreOnCompositeTypes(context),
        context => new VariablesAreInputTypes(context),
        context => new LeafFieldsHaveNoSelections(context),
        context => new FieldsAreDefined(context),
        context => new FragmentNamesAreUnique(context),
        context => new FragmentNamesAreKnown(context),
        context => new FragmentsAreUsed(context),
        context => new FragmentSpreadsArePossible(context),
        context => new FragmentsDoNotFormCycles(context),
        context => new VariableNamesAreUnique(context),
        context => new VariablesAreDefined(context),
        context => new VariablesAreUsed(context),
        context => new DirectivesAreKnown(context),
        context => new DirectivesAreUniquePerLocation(context),
        context => new ArgumentNamesAreKnown(context),
        context => new ArgumentNamesAreUnique(context),
        context => new ValuesAreOfCorrectType(context),
        context => new RequiredArgumentsAreProvided(context),
        context => new VariablesAreInAllowedPositions(context),
        context => new OverlappingFieldsCanBeMerged(context),
        context => new InputFieldNamesAreUnique(context),
        context => new IntrospectionIsNotTooDeep(context),
        context => new IntrospectionIsAllowed(context),
    ];
}
