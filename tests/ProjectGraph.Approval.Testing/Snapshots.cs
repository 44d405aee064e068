using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Snapshooter;
using Snapshooter.Core;
using Snapshooter.Core.Serialization;
using Snapshooter.Exceptions;
using Xunit;
using Xunit.Sdk;

namespace ProjectGraph.Approval.Testing;

/// <summary>
/// Payloads (responses, requests to vendors, explanations, errors), which are compared with the snapshot beside their test:
/// <c>__snapshots__/Class.Test.case.snap</c>. A missing snapshot is a failure. With <c>APPROVE=1</c> (<c>make approve</c>) the payload becomes
/// the snapshot.
/// </summary>
public static partial class Snapshots
{
    private static readonly SnapshotFileHandler Files = new();
    private static readonly SnapshotSerializer Serializer = new(new GlobalSnapshotSettingsResolver());

    // Without strict mode, Snapshooter writes a missing snapshot and the test passes.
    static Snapshots() => Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");

    /// <summary>Compares a JSON text with the snapshot of the test that calls this.</summary>
    /// <param name="json">A JSON text. Its layout does not matter, the order of its members does.</param>
    /// <param name="case">Which of the test's cases this is. A test with one payload needs none.</param>
    /// <param name="varying">
    /// Paths of members whose values differ from run to run (ids, times), such as <c>data.projects.id</c>: only their kind of value is kept.
    /// </param>
    /// <param name="file">The test's file.</param>
    /// <param name="test">The test.</param>
    public static void ShouldMatchSnapshot(
        this string json,
        string? @case = null,
        string[]? varying = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    ) => Compare(SnapshotText.FromJson(json, varying ?? []), Name(file, test, @case), Path.GetDirectoryName(file)!);

    /// <summary>Compares a value, which is written as JSON, with the snapshot of the test that calls this.</summary>
    /// <inheritdoc cref="ShouldMatchSnapshot(string, string?, string[], string, string)"/>
    public static void ShouldMatchSnapshot(
        this object value,
        string? @case = null,
        string[]? varying = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    ) => Compare(SnapshotText.FromValue(value, varying ?? []), Name(file, test, @case), Path.GetDirectoryName(file)!);

    /// <param name="text">In its final form: LF ends its lines.</param>
    /// <param name="name">The file's name, without its ending.</param>
    /// <param name="folder">The folder that has the folder of the snapshots.</param>
    /// <param name="approve">Whether the text becomes the snapshot; by default, as the environment says.</param>
    internal static void Compare(string text, string name, string folder, bool? approve = null)
    {
        var snapshot = new SnapshotFullName(name + ".snap", folder);
        if (approve ?? Approved.IsApproving)
            Approved.Write(Path.Combine(folder, "__snapshots__", snapshot.Filename), text);
        var comparison = new SnapshotAssert(
            Serializer,
            Files,
            new SnapshotEnvironmentCleaner(Files),
            new ExactComparer(snapshot.Filename),
            new JsonSnapshotFormatter(Serializer)
        );
        try
        {
            comparison.AssertSnapshot(text, snapshot, new MatchOptions());
        }
        catch (SnapshotNotFoundException exception)
        {
            throw new XunitException($"The snapshot {snapshot.Filename} is missing. Run make approve.", exception);
        }
    }

    private static string Name(string file, string test, string? @case)
    {
        var type = Path.GetFileNameWithoutExtension(file).Split('.')[0];
        return @case is null ? $"{type}.{test}" : $"{type}.{test}.{CaseName(@case)}";
    }

    /// <summary>A case as a part of a file's name that every system takes.</summary>
    internal static string CaseName(string @case) => Separators().Replace(@case, "_");

    [GeneratedRegex("[^A-Za-z0-9-]+")]
    private static partial Regex Separators();

    /// <summary>Compares texts. Snapshooter's own comparer reads both as JSON, for which 1.0 is 1.00 and .000Z is Z.</summary>
    private sealed class ExactComparer(string name) : ISnapshotComparer
    {
        public void CompareSnapshots(string expectedSnapshot, string actualSnapshot, MatchOptions matchOptions)
        {
            if (expectedSnapshot == actualSnapshot)
                return;
            Assert.Fail(
                $"The snapshot {name} differs. Check that you intended the change, then run make approve. {Approved.Difference(expectedSnapshot, actualSnapshot)}"
            );
        }
    }
}
