using System.Text;
using Xunit;

namespace ProjectGraph.Approval.Testing;

/// <summary>
/// Contract files (<c>schema/</c>, corpora, statements), which are compared with a test's result byte by byte.
/// With <c>APPROVE=1</c> (<c>make approve</c>) the result becomes the file.
/// </summary>
public static class Approved
{
    // Without a byte order mark, and invalid text is an error instead of a replacement character.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether results are accepted instead of compared. A build machine accepts nothing, whatever its environment holds.</summary>
    internal static bool IsApproving =>
        Environment.GetEnvironmentVariable("APPROVE") == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    /// <param name="path">From the top of the repository.</param>
    /// <param name="actual">What the test produced.</param>
    public static void Compare(string path, string actual) => Compare(path, actual, IsApproving);

    internal static void Compare(string path, string actual, bool approve)
    {
        var file = Path.Combine(Repository.Root, path);
        if (approve)
            Write(file, actual);
        Assert.True(File.Exists(file), $"{path} is missing. Run make approve.");
        var expected = File.ReadAllBytes(file);
        if (!expected.AsSpan().SequenceEqual(Utf8.GetBytes(actual)))
            Assert.Fail(
                $"{path} differs. Check that you intended the change, then run make approve. {Difference(Encoding.UTF8.GetString(expected), actual)}"
            );
    }

    /// <summary>Writes an accepted result. A file that holds it already keeps its time.</summary>
    internal static void Write(string file, string text)
    {
        var bytes = Utf8.GetBytes(text);
        if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>The first lines that differ.</summary>
    internal static string Difference(string expected, string actual)
    {
        var (wanted, found) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable
            .Range(0, Math.Max(wanted.Length, found.Length))
            .First(i => i >= wanted.Length || i >= found.Length || wanted[i] != found[i]);
        return $"Line {line + 1}:\n- {wanted.ElementAtOrDefault(line)}\n+ {found.ElementAtOrDefault(line)}";
    }
}
