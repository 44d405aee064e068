using System.Collections.Frozen;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A condition on a project's own text that a trigram index can evaluate, or at least narrow down.</summary>
/// <param name="Field">The field to search.</param>
/// <param name="Slot">The slot of the text to find.</param>
/// <param name="FoldsCase">Whether to use the case-insensitive full-text index; otherwise the index of the original texts.</param>
/// <param name="IsExact">Whether the index returns exactly the matching rows; otherwise each row is checked again.</param>
internal sealed record IndexedText(FieldModel Field, int Slot, bool FoldsCase, bool IsExact)
{
    private const int MinLength = 3;

    // The cost of a phrase grows with its trigrams: for longer phrases a scan is faster.
    private const int MaxLength = 32;

    private static readonly FrozenSet<string> IndexedFields = FrozenSet.Create(
        nameof(Project.Name),
        nameof(Project.Description),
        nameof(Project.Number),
        nameof(Project.Reference)
    );

    public static IndexedText? TryCreate(TextFilter filter)
    {
        var folded = filter.Value is CallScalar { Function: ScalarFunction.ToLower } call ? call.Arguments[0] : null;
        if (
            (folded ?? filter.Value) is not FieldScalar { Path.Count: 0, Field: { } field }
            || filter.Part is not SlotScalar { Kind: FieldKind.Text } part
        )
            return null;
        if (field.Entity.Type != typeof(Project) || !IndexedFields.Contains(field.Name))
            return null;
        if (folded is not null || filter.IgnoreCase)
            return new(field, part.Slot, FoldsCase: true, IsExact: false);
        // A separate index finds the beginning of a text.
        return filter.Match == TextMatch.StartsWith
            ? null
            : new(field, part.Slot, FoldsCase: false, IsExact: filter.Match == TextMatch.Contains);
    }

    public bool CanFind(string text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
            if (++length > MaxLength || (FoldsCase && !HasSameCaseFolding(rune)))
                return false;
        return length >= MinLength;
    }

    /// <summary>Quotes the text for the index's query language, where a quoted string is literal text.</summary>
    public static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The index folds case by an older Unicode version than .NET: for newer letters it would miss one case.
    private static bool HasSameCaseFolding(Rune rune) =>
        rune.Value switch
        {
            < 0x180 => true,
            0x37F or 0x3F3 => false,
            >= 0x370 and < 0x528 => true,
            _ => Rune.ToUpperInvariant(rune) == rune && Rune.ToLowerInvariant(rune) == rune,
        };
}
