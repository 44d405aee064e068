using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.3.2. Compares only fields whose response name occurs more than once in a selection set.</summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : ValidationRule(context)
{
    private readonly FieldMerger _merger = new(context);
    private List<MergedFields>? _overlapping;

    public override void EnterOperation(OperationNode operation) =>
        Check(operation.SelectionSet, Context.Schema.GetRootType(operation.Kind));

    public override void EnterFragment(FragmentNode fragment) => Check(fragment.SelectionSet, Scope.Output);

    // Inline fragments are part of the selection set around them.
    public override void EnterField(FieldNode field)
    {
        if (field.SelectionSet is not null)
            Check(field.SelectionSet, Scope.Output);
    }

    public override void LeaveDocument(DocumentNode document)
    {
        bool isExhausted = _merger.IsLimitReached;
        if (_overlapping is not null)
        {
            var comparison = new FieldComparison(Context, _merger);
            comparison.Compare(_overlapping);
            comparison.Report();
            isExhausted = comparison.IsLimitReached;
        }

        if (isExhausted)
            Context.Report("Too many overlapping fields to compare. Validation aborted.");
    }

    private void Check(SelectionSetNode selections, GraphQLType? type)
    {
        // Another rule reports cycles, and merging them would not end.
        if (Context.HasFragmentCycles || _merger.IsLimitReached)
            return;
        if (_merger.Merge(selections, type?.InnermostType as CompositeType) is { } overlapping)
            (_overlapping ??= []).Add(overlapping);
    }
}
