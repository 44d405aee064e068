using Microsoft.OData.Edm;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    /// <summary>Plans canonical functions (URL conventions, section 5.1.1.5 and following).</summary>
    private Scalar Call(CallExpression call, RowScope scope)
    {
        if (TextMatches.ContainsKey(call.Name) || call.Name == "hassubset") return new FilterScalar(Filter(call, scope));
        switch (call.Name)
        {
            case "now" when call.Arguments.Count == 0: return new Literal(new Now(TimeSpan.Zero));
            case "mindatetime" when call.Arguments.Count == 0: return new Literal(DateTimeOffset.MinValue);
            case "maxdatetime" when call.Arguments.Count == 0: return new Literal(DateTimeOffset.MaxValue);
            case "cast": return Cast(call, scope);
            case "isof": return IsOf(call, scope);
        }
        if (Functions.IsKnown(call.Name)) throw Unoffered.Refusal($"The function {call.Name}", "The schema has no geographical values or ordered collections. Filter by the texts, numbers and times of $metadata.");
        var function = Functions.Find(call.Name) ?? throw new ApiException(ErrorCodes.ODataSyntax, $"The function '{call.Name}' is unknown. Use a function of OData 4.01.", call.Name);
        var arguments = Arguments(call, scope, function.Least, function.Most);
        if (arguments.Any(argument => argument is Literal { Value: null })) return new Literal(null);
        if (call.Name == "matchespattern" && arguments[1] is Literal { Value: string pattern }) DemandPattern(pattern);
        var settled = arguments.Select(argument => Settled(argument)).ToArray();
        for (var i = 0; i < settled.Length; i++)
            if (!function.Takes(i, settled[i].Kind)) throw Invalid($"{call.Name} does not accept {TypeOf(settled[i])} as argument {i + 1}. Cast the value.");
        return new CallScalar(function.Scalar, settled, function.Result ?? settled[0].Kind);
    }

    private Scalar[] Arguments(CallExpression call, RowScope scope, int least, int most) =>
        call.Arguments.Count >= least && call.Arguments.Count <= most ? [.. call.Arguments.Select(argument => Raw(argument, scope))]
        : throw Invalid($"{call.Name} takes {(least == most ? $"{least}" : $"{least} to {most}")} arguments, not {call.Arguments.Count}.");

    private static void DemandPattern(string pattern)
    {
        if (!TextPattern.IsUsable(pattern)) throw new ApiException(ErrorCodes.BadPattern, $"The pattern '{pattern}' is not a supported regular expression. Shorten or correct it. Lookahead and lookbehind are not supported.", "matchespattern");
    }

    /// <summary>Plans <c>cast(expression,type)</c> to a primitive type (URL conventions, section 5.1.1.10.1).</summary>
    private Scalar Cast(CallExpression call, RowScope scope)
    {
        var (source, type) = Typed(call, scope);
        if (source is Literal { Value: null }) return source;
        if (source is Literal { Value: string text } && type != "Edm.String") return TextCast.Of(text, type, context.Model);
        var settled = Settled(source);
        return (type, settled.Kind) switch
        {
            _ when TypeOf(settled) == type => settled,
            ("Edm.String", FieldKind.Text or FieldKind.Json) => settled,
            ("Edm.String", FieldKind.Int or FieldKind.Long or FieldKind.Date) => new CallScalar(ScalarFunction.ToText, [settled], FieldKind.Text),
            ("Edm.String", FieldKind.Boolean) => new CaseScalar([(new BooleanFilter(settled), values.Slot("true", FieldKind.Text)), (new NotFilter(new IsNullFilter(settled)), values.Slot("false", FieldKind.Text))], FieldKind.Text),
            ("Edm.String", FieldKind.Enum) => new CaseScalar([.. EnumOf(settled).Members.Select(member => Named(settled, member))], FieldKind.Text),
            ("Edm.Int64" or "Edm.Int32", _) when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToInteger, [settled], type == "Edm.Int64" ? FieldKind.Long : FieldKind.Int),
            ("Edm.Decimal", _) when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToDecimal, [settled], FieldKind.Decimal),
            ("Edm.Double", _) when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToDouble, [settled], FieldKind.Double),
            ("Edm.Date", FieldKind.Instant) => new CallScalar(ScalarFunction.Date, [settled], FieldKind.Date),
            ("Edm.TimeOfDay", FieldKind.Instant) => new CallScalar(ScalarFunction.TimeOfDay, [settled], FieldKind.TimeOfDay),
            ("Edm.DateTimeOffset", FieldKind.Date) => Instant(settled),
            _ => throw Unoffered.Refusal($"A cast from {TypeOf(settled)} to {type}", "Compare the value without a cast, or cast it to Edm.String, a number, or the date of an instant."),
        };
    }

    private (Filter, Scalar) Named(Scalar value, EnumMember member) =>
        (ShownEnum.IsFallback(value, member.Number) ? ShownEnum.EqualsFallback(value, EnumSlot) : new CompareFilter(value, Comparison.Equal, EnumSlot(member.Number)), values.Slot(member.Name, FieldKind.Text));

    /// <summary>Plans <c>isof</c> (URL conventions, section 5.1.1.10.2). Null does not have a type.</summary>
    private FilterScalar IsOf(CallExpression call, RowScope scope)
    {
        if (call.Arguments is [MemberExpression { Source: null, Name: var own }])
            return new FilterScalar(own == $"{ODataModel.Namespace}.{scope.Entity.Name}" ? Data.Query.Filter.True : IsType(own) ? Data.Query.Filter.False : throw Invalid($"The type '{own}' was not found. Use a type of $metadata."));
        if (call.Arguments is [MemberExpression path, MemberExpression { Source: null, Name: var type }] && Resolve(path, scope) is PathTarget.Row row)
            return new FilterScalar(type == $"{ODataModel.Namespace}.{row.Entity.Name}" ? Navigation(path, scope)! : Data.Query.Filter.False);
        var (source, name) = Typed(call, scope);
        return new FilterScalar(TypeOf(source) == name ? Present(source) : Data.Query.Filter.False);
    }

    private (Scalar Source, string Type) Typed(CallExpression call, RowScope scope)
    {
        if (call.Arguments is not [var source, var named]) throw Invalid($"{call.Name} takes a value and a type.");
        // Some clients quote the type.
        var type = named switch
        {
            MemberExpression { Source: null } member => member.Name,
            LiteralExpression { Value: string text } => text,
            _ => throw Unoffered.Refusal($"{call.Name} to a computed type", $"Name the type, as in {call.Name}(Mrr,Edm.Double)."),
        };
        return IsType(type) ? (Raw(source, scope), type) : throw Invalid($"The type '{type}' was not found. Use a type of $metadata.");
    }

    private bool IsType(string name) => context.Model.Edm.FindType(name) is not null;

    private static string TypeOf(Scalar scalar) => scalar.Kind switch
    {
        FieldKind.Text or FieldKind.Json => "Edm.String",
        FieldKind.Int => "Edm.Int32",
        FieldKind.Long => "Edm.Int64",
        FieldKind.Instant => "Edm.DateTimeOffset",
        FieldKind.Enum => scalar is Literal { Value: EnumLiteral literal } ? literal.Type : $"{ODataModel.Namespace}.{scalar.Enum?.Name}",
        var kind => $"Edm.{kind}",
    };
}
