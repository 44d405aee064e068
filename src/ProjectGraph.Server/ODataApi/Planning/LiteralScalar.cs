using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// A literal of the query whose final type is not yet known. It becomes a slot and is never part of a plan.
/// </summary>
/// <param name="Value">Null for OData's <c>null</c>; a <see cref="RequestTime"/> for the request's time.</param>
internal sealed record LiteralScalar(object? Value) : Scalar
{
    public override FieldKind Kind =>
        Value switch
        {
            int => FieldKind.Int,
            long => FieldKind.Long,
            decimal => FieldKind.Decimal,
            double => FieldKind.Double,
            bool => FieldKind.Boolean,
            DateOnly => FieldKind.Date,
            DateTimeOffset or RequestTime => FieldKind.Instant,
            TimeSpan => FieldKind.Duration,
            TimeOnly => FieldKind.TimeOfDay,
            EnumLiteral => FieldKind.Enum,
            _ => FieldKind.Text,
        };
}

/// <summary>The time of the request plus an offset. It is evaluated when the plan runs, so that a cached plan has no old time.</summary>
internal sealed record RequestTime(TimeSpan Offset);
