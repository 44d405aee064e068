using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Creates random scalars of any kind, and values to compare them with.</summary>
internal sealed class RandomScalars(Random random, StoredRows world)
{
    private static readonly FieldKind[] Numbers = [FieldKind.Int, FieldKind.Long, FieldKind.Decimal, FieldKind.Double];

    /// <summary>The values by slot.</summary>
    public List<object?> Slots { get; } = [];

    public static bool IsNumber(FieldKind kind) => Numbers.Contains(kind);

    public int Slot(object value)
    {
        Slots.Add(value);
        return Slots.Count - 1;
    }

    public SlotScalar Constant(Scalar like, FieldKind kind) => new(Slot(Value(like, kind)), kind);

    /// <param name="sources">The entities that the scalar may read, innermost row first.</param>
    public Scalar Any(IReadOnlyList<EntityModel> sources, int depth = 2)
    {
        if (sources.Count > 1 && random.Next(5) == 0)
        {
            var levels = random.Next(1, sources.Count);
            return new OuterScalar(levels, Field(sources[levels]));
        }
        return depth > 0 && random.Next(3) == 0 ? Call(sources, depth - 1)
            : random.Next(8) == 0 ? Count(sources[0])
            : Field(sources[0]);
    }

    public FieldScalar Field(EntityModel source) => Field(source, _ => true) ?? new(source.Key);

    /// <summary>A comparable field of the row or at the end of a path; null if the random choice found none.</summary>
    public FieldScalar? Field(EntityModel source, Func<FieldModel, bool> sort)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var (path, end) = Path(source);
            var field = Pick(end.Fields);
            if (field.IsComparable && sort(field))
                return new(path, field);
        }
        return null;
    }

    public (IReadOnlyList<RelationModel> Path, EntityModel End) Path(EntityModel source)
    {
        var path = new List<RelationModel>();
        for (; path.Count < 2 && random.Next(3) == 0; source = path[^1].Target)
        {
            var relations = source.Relations.Where(relation => !relation.IsMany).ToArray();
            if (relations.Length == 0)
                break;
            path.Add(Pick(relations));
        }
        return (path, source);
    }

    public Scalar Count(EntityModel source)
    {
        var (path, end) = Path(source);
        var relations = end.Relations.Where(relation => relation.IsMany).ToArray();
        return relations.Length == 0 ? Field(source) : new CountScalar(path, Pick(relations));
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private Scalar Call(IReadOnlyList<EntityModel> sources, int depth)
    {
        var argument = Any(sources, depth);
        return argument.Kind switch
        {
            FieldKind.Text => OfText(argument),
            FieldKind.Date => new CallScalar(Pick(DayFunctions), [argument], FieldKind.Int) is var call && IsDay(call.Function)
                ? call with
                {
                    ResultKind = FieldKind.Date,
                }
                : call,
            FieldKind.Instant => OfInstant(argument),
            FieldKind.Int or FieldKind.Long or FieldKind.Decimal or FieldKind.Double => OfNumber(argument, sources, depth),
            _ => argument,
        };
    }

    private static readonly ScalarFunction[] DayFunctions =
    [
        ScalarFunction.Year,
        ScalarFunction.Quarter,
        ScalarFunction.Month,
        ScalarFunction.Week,
        ScalarFunction.Day,
        ScalarFunction.StartOfYear,
        ScalarFunction.StartOfQuarter,
        ScalarFunction.StartOfMonth,
        ScalarFunction.StartOfWeek,
    ];

    private static readonly ScalarFunction[] InstantFunctions =
    [
        .. DayFunctions,
        ScalarFunction.Hour,
        ScalarFunction.Minute,
        ScalarFunction.Second,
        ScalarFunction.FractionalSeconds,
        ScalarFunction.Date,
        ScalarFunction.TotalOffsetMinutes,
    ];

    private static bool IsDay(ScalarFunction function) =>
        function is ScalarFunction.Date or (>= ScalarFunction.StartOfYear and <= ScalarFunction.StartOfWeek);

    private CallScalar OfInstant(Scalar argument)
    {
        var function = Pick(InstantFunctions);
        return new(
            function,
            [argument],
            IsDay(function) ? FieldKind.Date
                : function == ScalarFunction.FractionalSeconds ? FieldKind.Decimal
                : FieldKind.Int
        );
    }

    private CallScalar OfText(Scalar text) =>
        random.Next(8) switch
        {
            0 => new(ScalarFunction.Length, [text], FieldKind.Int),
            1 => new(ScalarFunction.ToLower, [text], FieldKind.Text),
            2 => new(ScalarFunction.ToUpper, [text], FieldKind.Text),
            3 => new(ScalarFunction.Trim, [text], FieldKind.Text),
            4 => new(ScalarFunction.Concat, [text, Constant(text, FieldKind.Text)], FieldKind.Text),
            5 => new(ScalarFunction.IndexOf, [text, Constant(text, FieldKind.Text)], FieldKind.Int),
            6 => new(ScalarFunction.Substring, [text, Whole(-2, 5)], FieldKind.Text),
            _ => new(ScalarFunction.Substring, [text, Whole(0, 5), Whole(-1, 5)], FieldKind.Text),
        };

    private CallScalar OfNumber(Scalar number, IReadOnlyList<EntityModel> sources, int depth)
    {
        switch (random.Next(4))
        {
            case 0:
                return new(Pick([ScalarFunction.Round, ScalarFunction.Floor, ScalarFunction.Ceiling]), [number], number.Kind);
            case 1:
                return new(ScalarFunction.Negate, [number], number.Kind);
            case 2:
                return Pick<CallScalar>([
                    new(ScalarFunction.ToInteger, [number], FieldKind.Long),
                    new(ScalarFunction.ToDecimal, [number], FieldKind.Decimal),
                    new(ScalarFunction.ToDouble, [number], FieldKind.Double),
                ]);
            default:
                var other =
                    random.Next(2) == 0 && Any(sources, depth) is var found && IsNumber(found.Kind)
                        ? found
                        : Constant(number, Pick(Numbers));
                var kind = Numbers[Math.Max(Array.IndexOf(Numbers, number.Kind), Array.IndexOf(Numbers, other.Kind))];
                var isWhole = kind is FieldKind.Int or FieldKind.Long;
                return new(
                    Pick([
                        ScalarFunction.Add,
                        ScalarFunction.Subtract,
                        ScalarFunction.Multiply,
                        isWhole ? ScalarFunction.IntegerDivide : ScalarFunction.Divide,
                        ScalarFunction.Modulo,
                    ]),
                    [number, other],
                    kind
                );
        }
    }

    private SlotScalar Whole(int from, int to) => new(Slot((long)random.Next(from, to)), FieldKind.Int);

    public object Value(Scalar like, FieldKind kind) =>
        kind switch
        {
            FieldKind.Text => Text(like),
            FieldKind.Int or FieldKind.Long => Near(like) is { } near ? (long)Math.Clamp(near, -1e6, 1e6) : (long)random.Next(-5, 105),
            FieldKind.Enum => (long)random.Next(1, 7),
            FieldKind.Decimal => Near(like) is { } near && Math.Abs(near) < 1e9
                ? Math.Round((decimal)near, random.Next(3, 6))
                : random.Next(-40, 40) / 4m,
            FieldKind.Double => Near(like) ?? random.Next(-40, 40) / 8.0,
            FieldKind.Boolean => random.Next(2) == 0,
            FieldKind.Date => Sample(like) is DateOnly day ? day : new DateOnly(2025, 12, 20).AddDays(random.Next(40)),
            _ => Sample(like) is DateTimeOffset at && random.Next(4) > 0
                ? at
                : new DateTimeOffset(2025, 12, 20, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(40)),
        };

    private double? Near(Scalar like) =>
        random.Next(4) > 0 && Sample(like) is long or decimal or double && Sample(like) is { } value ? Values.Real(value) : null;

    private string Text(Scalar like)
    {
        if (random.Next(3) == 0 || Sample(like) is not string text)
            return Pick(RandomGraph.Texts);
        var runes = text.EnumerateRunes().ToArray();
        if (random.Next(2) == 0 || runes.Length == 0)
            return text;
        var start = random.Next(runes.Length);
        return string.Concat(runes.Skip(start).Take(random.Next(1, 4)).Select(rune => rune.ToString()));
    }

    /// <summary>A value of the field in some row.</summary>
    private object? Sample(Scalar like) =>
        like is FieldScalar { Field: { CountOf: null } field } && world.Rows(field.Entity) is { Count: > 0 } rows
            ? Pick(rows)[field]
            : null;
}
