using System.Collections.Frozen;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>A condition on a project's own text that an index of trigrams can answer, or at least narrow down.</summary>
/// <param name="Field">What is searched in.</param>
/// <param name="Slot">What is searched for.</param>
/// <param name="FoldsCase">By the index of full-text search, which tells no case; else by the one of the texts as they are.</param>
/// <param name="IsExact">Whether what the index finds is just what the condition holds for; else that is looked at again.</param>
internal sealed record IndexedText(FieldModel Field, int Slot, bool FoldsCase, bool IsExact)
{
    private const int Shortest = 3;

    // The work of a phrase grows with its trigrams: a longer one is found sooner by reading the texts.
    private const int Longest = 32;

    private static readonly FrozenSet<string> Indexed =
        FrozenSet.Create(nameof(Project.Name), nameof(Project.Description), nameof(Project.Number), nameof(Project.Reference));

    public static IndexedText? Of(TextFilter filter)
    {
        var folded = filter.Value is CallScalar { Function: ScalarFunction.ToLower } call ? call.Arguments[0] : null;
        if ((folded ?? filter.Value) is not FieldScalar { Path.Count: 0, Field: { } field } || filter.Part is not SlotScalar { Kind: FieldKind.Text } part) return null;
        if (field.Entity.Type != typeof(Project) || !Indexed.Contains(field.Name)) return null;
        if (folded is not null || filter.IgnoreCase) return new(field, part.Slot, FoldsCase: true, IsExact: false);
        // The beginning of a text is found by its own index.
        return filter.Match == TextMatch.StartsWith ? null : new(field, part.Slot, FoldsCase: false, IsExact: filter.Match == TextMatch.Contains);
    }

    public bool Finds(string text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
            if (++length > Longest || (FoldsCase && !IsFoldedAlike(rune))) return false;
        return length >= Shortest;
    }

    /// <summary>The text in the index's own query language, where a quoted string is text and nothing else.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The index folds case by an older Unicode than .NET does: of what that did not know yet, it would miss one case.
    private static bool IsFoldedAlike(Rune rune) => rune.Value switch
    {
        < 0x180 => true,
        0x37F or 0x3F3 => false,
        >= 0x370 and < 0x528 => true,
        _ => Rune.ToUpperInvariant(rune) == rune && Rune.ToLowerInvariant(rune) == rune,
    };
}
