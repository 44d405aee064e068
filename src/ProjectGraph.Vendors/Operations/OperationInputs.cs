using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

[Input("The fields that every operation takes.")]
public sealed record CommonInput
{
    [Input("The vendor account to use. It may be omitted while the vendor has only one.", IdOf = typeof(VendorAccount))]
    public long? VendorAccountId { get; init; }

    [Input("Returns the exact request without sending it.")]
    public bool DryRun { get; init; }

    /// <summary>Leaves room in the log's column for the suffix that the parts of an operation add.</summary>
    public const int MaxKeyLength = 180;

    [Input("A key of your choice, 1 to 180 characters. Repeating it with the same input returns the first result instead of acting twice.")]
    public string? IdempotencyKey { get; init; }

    // Databases treat a NUL in a text differently.
    internal OperationError? ValidateKey() =>
        IdempotencyKey is null || (IdempotencyKey.Length is >= 1 and <= MaxKeyLength && !IdempotencyKey.Any(char.IsControl))
            ? null
            : new(
                VendorErrors.InvalidInput,
                $"'idempotencyKey' must have 1 to {MaxKeyLength} characters, none of them a control character. Leave it out if a repetition may act again.",
                "idempotencyKey"
            );
}

[Input("The project that an operation acts on.")]
public sealed record ProjectKeyInput
{
    [Input("The graph's id of the project.", IdOf = typeof(Project))]
    public required long ProjectId { get; init; }
}

/// <summary>Combines the parts of an operation's input.</summary>
internal static class OperationInputs
{
    public static InputModel Common { get; } = InputModel.Get(typeof(CommonInput));

    private static InputModel ProjectKey { get; } = InputModel.Get(typeof(ProjectKeyInput));

    public static InputModel Combine(InputModel own, bool takesProject)
    {
        var whole = InputModel.Combine(own, Common);
        return takesProject ? whole with { Fields = [.. ProjectKey.Fields, .. whole.Fields] } : whole;
    }

    /// <summary>
    /// Writes the input as text with sorted names, so that equal requests have equal text. Switches that don't change the request
    /// are omitted.
    /// </summary>
    public static string WriteCanonical(string name, IReadOnlyDictionary<string, object?> input)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("operation", name);
            writer.WritePropertyName("input");
            var relevant = input.Where(field => field.Key is not ("idempotencyKey" or "dryRun"));
            CanonicalJson.Write(writer, relevant.ToDictionary(), depth: 0);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
