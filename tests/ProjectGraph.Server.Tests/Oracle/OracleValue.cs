using System.Globalization;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Oracle;

/// <summary>A value of an answer as the graph compares it.</summary>
internal static class OracleValue
{
    public static IComparable? Of(JsonElement? value, FieldModel field) =>
        value is not { } given
            ? null
            : field.Kind switch
            {
                FieldKind.Text => new CodePoints(given.GetString()!),
                FieldKind.Date => given.GetString()!,
                FieldKind.Instant => given.GetDateTimeOffset().UtcTicks,
                FieldKind.Enum => field.Enum!.Find(given.GetString()!)!.Number,
                FieldKind.Boolean => given.GetBoolean(),
                FieldKind.Double => given.GetDouble(),
                _ => given.GetDecimal(),
            };

    /// <summary>As a literal of GraphQL.</summary>
    public static string Literal(JsonElement? value, FieldModel field) =>
        value is not { } given ? "null"
        : field.Kind == FieldKind.Enum ? given.GetString()!
        : JsonSerializer.Serialize(given);

    public static int Compare(IComparable? left, IComparable? right) =>
        left is null || right is null ? (left is null ? 0 : 1) - (right is null ? 0 : 1) : left.CompareTo(right);

    /// <summary>Text in the order of its code points, which is that of its UTF-8 bytes.</summary>
    internal sealed record CodePoints(string Text) : IComparable
    {
        public int CompareTo(object? other) =>
            Encoding.UTF8.GetBytes(Text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(((CodePoints)other!).Text));

        public override string ToString() => Text.ToString(CultureInfo.InvariantCulture);
    }
}
