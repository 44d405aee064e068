using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The rules for which kinds can be calculated and compared with each other.</summary>
internal static class FieldKinds
{
    public static bool IsNumber(FieldKind kind) => kind is FieldKind.Int or FieldKind.Long or FieldKind.Decimal or FieldKind.Double;

    public static bool IsTime(FieldKind kind) => kind is FieldKind.Date or FieldKind.Instant;

    public static bool IsText(FieldKind kind) => kind is FieldKind.Text or FieldKind.Json;

    /// <summary>Returns the kind of a calculation's result; null if one side is not a number.</summary>
    public static FieldKind? GetCommonKind(FieldKind left, FieldKind right) =>
        (left, right) switch
        {
            _ when !IsNumber(left) || !IsNumber(right) => null,
            (FieldKind.Double, _) or (_, FieldKind.Double) => FieldKind.Double,
            (FieldKind.Decimal, _) or (_, FieldKind.Decimal) => FieldKind.Decimal,
            (FieldKind.Long, _) or (_, FieldKind.Long) => FieldKind.Long,
            _ => FieldKind.Int,
        };

    public static bool AreComparable(FieldKind left, FieldKind right) =>
        left == right || (IsNumber(left) && IsNumber(right)) || (IsTime(left) && IsTime(right)) || (IsText(left) && IsText(right));
}
