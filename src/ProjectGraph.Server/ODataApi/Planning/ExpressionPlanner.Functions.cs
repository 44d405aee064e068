using Microsoft.OData.UriParser;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ExpressionPlanner
{
    // A null result kind is the kind of the argument.
    private static readonly Dictionary<string, (ScalarFunction Function, FieldKind? Result)> Functions = new(StringComparer.Ordinal)
    {
        ["length"] = (ScalarFunction.Length, FieldKind.Int),
        ["indexof"] = (ScalarFunction.IndexOf, FieldKind.Int),
        ["substring"] = (ScalarFunction.Substring, FieldKind.Text),
        ["tolower"] = (ScalarFunction.ToLower, FieldKind.Text),
        ["toupper"] = (ScalarFunction.ToUpper, FieldKind.Text),
        ["trim"] = (ScalarFunction.Trim, FieldKind.Text),
        ["concat"] = (ScalarFunction.Concat, FieldKind.Text),
        ["year"] = (ScalarFunction.Year, FieldKind.Int),
        ["month"] = (ScalarFunction.Month, FieldKind.Int),
        ["day"] = (ScalarFunction.Day, FieldKind.Int),
        ["hour"] = (ScalarFunction.Hour, FieldKind.Int),
        ["minute"] = (ScalarFunction.Minute, FieldKind.Int),
        ["second"] = (ScalarFunction.Second, FieldKind.Int),
        ["fractionalseconds"] = (ScalarFunction.FractionalSeconds, FieldKind.Decimal),
        ["date"] = (ScalarFunction.Date, FieldKind.Date),
        ["totaloffsetminutes"] = (ScalarFunction.TotalOffsetMinutes, FieldKind.Int),
        ["round"] = (ScalarFunction.Round, null),
        ["floor"] = (ScalarFunction.Floor, null),
        ["ceiling"] = (ScalarFunction.Ceiling, null),
    };

    /// <summary>Canonical functions (URL conventions, section 5.1.1.5 and following).</summary>
    private Scalar Call(SingleValueFunctionCallNode call, RowScope scope)
    {
        if (TextMatches.ContainsKey(call.Name)) return new FilterScalar(Filter(call, scope));
        switch (call.Name)
        {
            case "now": return new Literal(new Now(TimeSpan.Zero));
            case "mindatetime": return new Literal(DateTimeOffset.MinValue);
            case "maxdatetime": return new Literal(DateTimeOffset.MaxValue);
            case "cast": return Cast(call, scope);
        }
        if (!Functions.TryGetValue(call.Name, out var function)) throw NotOffered($"The function {call.Name}");
        var arguments = call.Parameters.Select(parameter => Raw(parameter, scope)).ToArray();
        if (arguments.Any(argument => argument is Literal { Value: null })) return new Literal(null);
        var settled = arguments.Select(argument => Settled(argument)).ToArray();
        return new CallScalar(function.Function, settled, function.Result ?? settled[0].Kind);
    }

    /// <summary><c>cast(expression,type)</c> to a primitive type.</summary>
    private Scalar Cast(SingleValueFunctionCallNode call, RowScope scope)
    {
        var parameters = call.Parameters.ToArray();
        if (parameters.Length != 2 || Unwrapped(parameters[1]) is not ConstantNode { Value: string type }) throw NotOffered("A cast of this form");
        var source = Raw(parameters[0], scope);
        if (source is Literal { Value: null }) return source;
        var settled = Settled(source);
        return type switch
        {
            "Edm.String" when settled.Kind is FieldKind.Text or FieldKind.Json => settled,
            "Edm.String" when settled.Kind is FieldKind.Int or FieldKind.Long => new CallScalar(ScalarFunction.ToText, [settled], FieldKind.Text),
            "Edm.Int64" when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToInteger, [settled], FieldKind.Long),
            "Edm.Int32" when settled.Kind == FieldKind.Int => settled,
            "Edm.Decimal" when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToDecimal, [settled], FieldKind.Decimal),
            "Edm.Double" when Numbers.IsNumber(settled.Kind) => new CallScalar(ScalarFunction.ToDouble, [settled], FieldKind.Double),
            "Edm.Date" when settled.Kind == FieldKind.Instant => new CallScalar(ScalarFunction.Date, [settled], FieldKind.Date),
            _ => throw NotOffered($"A cast from {settled.Kind} to {type}"),
        };
    }
}
