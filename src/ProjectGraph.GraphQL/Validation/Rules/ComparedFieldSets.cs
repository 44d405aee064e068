using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Remembers sets of fields by the sum of one random number per field. The numbers are random, so that a client cannot
/// construct a document whose sets collide.
/// </summary>
internal sealed class ComparedFieldSets
{
    private readonly Dictionary<FieldNode, UInt128> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(int Count, UInt128 Sum)> _sets = [];

    public bool TryAdd(List<MergedField> fields)
    {
        UInt128 sum = 0;
        foreach (MergedField field in fields)
            sum += GetNumber(field.Node);
        return _sets.Add((fields.Count, sum));
    }

    private UInt128 GetNumber(FieldNode node)
    {
        if (!_numbers.TryGetValue(node, out UInt128 number))
            _numbers[node] = number = new UInt128(NextRandom(), NextRandom());
        return number;
    }

    private static ulong NextRandom()
    {
        Span<byte> bytes = stackalloc byte[8];
        Random.Shared.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
