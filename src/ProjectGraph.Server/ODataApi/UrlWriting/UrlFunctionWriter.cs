using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>Writes function calls as OData's canonical functions and operators (URL conventions, section 5.1.1.5 and following).</summary>
internal static class UrlFunctionWriter
{
    public static string WriteCall(CallScalar call, Func<Scalar, string> write)
    {
        var arguments = call.Arguments.Select(write).ToArray();
        return call.Function switch
        {
            ScalarFunction.Length
            or ScalarFunction.ToLower
            or ScalarFunction.ToUpper
            or ScalarFunction.Trim
            or ScalarFunction.Concat
            or ScalarFunction.Substring
            or ScalarFunction.IndexOf
            or ScalarFunction.Year
            or ScalarFunction.Month
            or ScalarFunction.Day
            or ScalarFunction.Hour
            or ScalarFunction.Minute
            or ScalarFunction.Second
            or ScalarFunction.FractionalSeconds
            or ScalarFunction.Date
            or ScalarFunction.TotalOffsetMinutes
            or ScalarFunction.Round
            or ScalarFunction.Floor
            or ScalarFunction.Ceiling => $"{call.Function.ToString().ToLowerInvariant()}({string.Join(',', arguments)})",
            ScalarFunction.Add => $"({arguments[0]} add {arguments[1]})",
            ScalarFunction.Subtract => $"({arguments[0]} sub {arguments[1]})",
            ScalarFunction.Multiply => $"({arguments[0]} mul {arguments[1]})",
            ScalarFunction.Divide or ScalarFunction.IntegerDivide => $"({arguments[0]} div {arguments[1]})",
            ScalarFunction.Modulo => $"({arguments[0]} mod {arguments[1]})",
            ScalarFunction.Negate => $"-({arguments[0]})",
            ScalarFunction.Quarter => $"((month({arguments[0]}) add 2) div 3)",
            ScalarFunction.ToText => $"cast({arguments[0]},Edm.String)",
            ScalarFunction.ToInteger => $"cast({arguments[0]},Edm.Int64)",
            ScalarFunction.ToDecimal => $"cast({arguments[0]},Edm.Decimal)",
            ScalarFunction.ToDouble => $"cast({arguments[0]},Edm.Double)",
            _ => throw new NotExpressibleInODataException($"OData has no function for {GetName(call.Function)}."),
        };
    }

    /// <summary>
    /// Splits a period into the parts of its date, such as year and month, because OData has no function for a period.
    /// Returns null if the scalar is not a period.
    /// </summary>
    public static IReadOnlyList<(string Name, Scalar Part)>? SplitPeriod(Scalar scalar)
    {
        if (scalar is not CallScalar { Arguments: [var date] } call)
            return null;
        var year = ("Year", (Scalar)new CallScalar(ScalarFunction.Year, [date], FieldKind.Int));
        return call.Function switch
        {
            ScalarFunction.StartOfYear => [year],
            ScalarFunction.StartOfQuarter => [year, ("Quarter", new CallScalar(ScalarFunction.Quarter, [date], FieldKind.Int))],
            ScalarFunction.StartOfMonth => [year, ("Month", new CallScalar(ScalarFunction.Month, [date], FieldKind.Int))],
            _ => null,
        };
    }

    private static string GetName(ScalarFunction function) =>
        function switch
        {
            ScalarFunction.Week or ScalarFunction.StartOfWeek => "weeks",
            _ => function.ToString(),
        };
}
