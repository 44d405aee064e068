namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Random texts, which no database can compress.</summary>
internal static class RandomTexts
{
    public static string CreateLong(int length = 3000) => Random(length, 'a', 26);

    /// <summary>Creates a text of characters with three bytes each.</summary>
    public static string CreateWide(int length) => Random(length, '\u4E00', 20_000);

    private static string Random(int length, char first, int characters)
    {
        var random = new Random(length);
        return string.Create(length, random, (text, chance) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)(first + chance.Next(characters));
        });
    }
}
