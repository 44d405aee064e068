namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Texts that no database can make shorter.</summary>
internal static class Texts
{
    public static string Long(int length = 3000) => Random(length, 'a', 26);

    /// <summary>Of characters that have three bytes each.</summary>
    public static string Wide(int length) => Random(length, '\u4E00', 20_000);

    private static string Random(int length, char first, int characters)
    {
        var random = new Random(length);
        return string.Create(length, random, (text, chance) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)(first + chance.Next(characters));
        });
    }
}
