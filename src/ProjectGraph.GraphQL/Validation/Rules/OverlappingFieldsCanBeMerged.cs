using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Spec section 5.3.2. Compares only what can overlap: the fields whose response name a selection set has twice.</summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : ValidationRule(context)
{
    private readonly FieldMerger _merger = new(context);
    private FieldComparison? _comparison;

    public override void EnterOperation(OperationNode operation) =>
        Check(operation.SelectionSet, Context.Schema.RootType(operation.Kind));

    public override void EnterFragment(FragmentNode fragment) => Check(fragment.SelectionSet, Scope.Output);

    // Inline fragments are part of the selection set around them.
    public override void EnterField(FieldNode field)
    {
        if (field.SelectionSet is not null)
            Check(field.SelectionSet, Scope.Output);
    }

    public override void LeaveDocument(DocumentNode document)
    {
        _comparison?.Report();
        if (IsExhausted)
            Context.Report("Too many overlapping fields to compare. Validation aborted.");
    }

    private bool IsExhausted => _merger.IsExhausted || _comparison is { IsExhausted: true };

    private void Check(SelectionSetNode selections, GraphQLType? type)
    {
        // A cycle is an error of its own, and merging would not end.
        if (Context.HasFragmentCycles || IsExhausted)
            return;
        if (_merger.Merge(selections, type?.Named as CompositeType) is { } overlapping)
            (_comparison ??= new FieldComparison(Context, _merger)).Compare(overlapping);
    }
}
