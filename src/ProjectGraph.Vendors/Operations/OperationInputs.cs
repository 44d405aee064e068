using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

[Input("What every operation takes.")]
public sealed record CommonInput
{
    [Input("The connection to go by. May be left out while the vendor has only one.", IdOf = typeof(Connection))]
    public long? ConnectionId { get; init; }

    [Input("Answers the exact request and sends nothing.")]
    public bool DryRun { get; init; }

    /// <summary>Leaves room in the log's column for what the parts of an operation add to it.</summary>
    public const int LongestKey = 180;

    [Input("A key of your own, 1 to 180 characters: the same key with the same input gives the first answer again instead of acting twice.")]
    public string? IdempotencyKey { get; init; }

    // The databases do not agree on what a NUL in a text means.
    internal OperationError? KeyProblem() => IdempotencyKey is null || (IdempotencyKey.Length is >= 1 and <= LongestKey && !IdempotencyKey.Any(char.IsControl))
        ? null
        : new(VendorErrors.InvalidInput, $"'idempotencyKey' must have 1 to {LongestKey} characters, none of them a control character. Leave it out where a repetition may act again.", "idempotencyKey");
}

[Input("Names the project that an operation acts on.")]
public sealed record ProjectKeyInput
{
    [Input("The graph's id of the project.", IdOf = typeof(Project))]
    public required long ProjectId { get; init; }
}

/// <summary>The parts of an operation's input.</summary>
internal static class OperationInputs
{
    public static InputModel Common { get; } = InputModel.Of(typeof(CommonInput));

    private static InputModel ProjectKey { get; } = InputModel.Of(typeof(ProjectKeyInput));

    public static InputModel Whole(InputModel own, bool takesProject)
    {
        var whole = InputModel.Join(own, Common);
        return takesProject ? whole with { Fields = [.. ProjectKey.Fields, .. whole.Fields] } : whole;
    }

    /// <summary>
    /// The input as text, names sorted, so that the same question reads the same. The switches that don't change the question
    /// are left out.
    /// </summary>
    public static string Canonical(string name, IReadOnlyDictionary<string, object?> input)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("operation", name);
            writer.WritePropertyName("input");
            var question = input.Where(field => field.Key is not ("idempotencyKey" or "dryRun"));
            CanonicalJson.Write(writer, question.ToDictionary(), depth: 0);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
