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
        if (TextMatches.ContainsKey(call.Name) || call.Name == "hassubset")
            return new FilterScalar(PlanFilter(call, scope));
        switch (call.Name)
        {
            case "now" when call.Arguments.Count == 0:
                return new LiteralScalar(new RequestTime(TimeSpan.Zero));
            case "mindatetime" when call.Arguments.Count == 0:
                return new LiteralScalar(DateTimeOffset.MinValue);
            case "maxdatetime" when call.Arguments.Count == 0:
                return new LiteralScalar(DateTimeOffset.MaxValue);
            case "cast":
                return PlanCast(call, scope);
            case "isof":
                return PlanIsOf(call, scope);
        }
        if (CanonicalFunctions.IsUnsupported(call.Name))
            throw UnsupportedFeature.CreateError(
                $"The function {call.Name}",
                "The schema has no geographical values or ordered collections. Filter by the texts, numbers and times of $metadata."
            );
        var function = CanonicalFunctions.Find(call.Name)
            ?? throw new ApiException(
                ErrorCodes.ODataParseFailed,
                $"The function '{call.Name}' is unknown. Use a function of OData 4.01.",
                call.Name
            );
        var arguments = PlanArguments(call, scope, function.MinArguments, function.MaxArguments);
        if (arguments.Any(argument => argument is LiteralScalar { Value: null }))
            return new LiteralScalar(null);
        if (call.Name == "matchespattern" && arguments[1] is LiteralScalar { Value: string pattern })
            RequireSupportedPattern(pattern);
        var settled = arguments.Select(argument => ToTyped(argument)).ToArray();
        for (var i = 0; i < settled.Length; i++)
            if (!function.Accepts(i, settled[i].Kind))
                throw Invalid($"{call.Name} does not accept {GetEdmType(settled[i])} as argument {i + 1}. Cast the value.");
        return new CallScalar(function.Scalar, settled, function.Result ?? settled[0].Kind);
    }

    private Scalar[] PlanArguments(CallExpression call, RowScope scope, int least, int most) =>
        call.Arguments.Count >= least && call.Arguments.Count <= most
            ? [.. call.Arguments.Select(argument => PlanUntyped(argument, scope))]
            : throw Invalid(
                $"{call.Name} takes {(least == most ? $"{least}" : $"{least} to {most}")} arguments, not {call.Arguments.Count}."
            );

    private static void RequireSupportedPattern(string pattern)
    {
        if (!TextPattern.IsUsable(pattern))
            throw new ApiException(
                ErrorCodes.InvalidPattern,
                $"The pattern '{pattern}' is not a supported regular expression. Shorten or correct it. Lookahead and lookbehind are not supported.",
                "matchespattern"
            );
    }

    /// <summary>Plans <c>cast(expression,type)</c> to a primitive type (URL conventions, section 5.1.1.10.1).</summary>
    private Scalar PlanCast(CallExpression call, RowScope scope)
    {
        var (source, type) = ReadTypeArguments(call, scope);
        if (source is LiteralScalar { Value: null })
            return source;
        if (source is LiteralScalar { Value: string text } && type != "Edm.String")
            return TextCast.Parse(text, type, context.Model);
        var settled = ToTyped(source);
        return (type, settled.Kind) switch
        {
            _ when GetEdmType(settled) == type => settled,
            ("Edm.String", FieldKind.Text or FieldKind.Json) => settled,
            ("Edm.String", FieldKind.Int or FieldKind.Long or FieldKind.Date) => new CallScalar(
                ScalarFunction.ToText,
                [settled],
                FieldKind.Text
            ),
            ("Edm.String", FieldKind.Boolean) => new CaseScalar(
                [
                    (new BooleanFilter(settled), values.AddSlot("true", FieldKind.Text)),
                    (new NotFilter(new IsNullFilter(settled)), values.AddSlot("false", FieldKind.Text)),
                ],
                FieldKind.Text
            ),
            ("Edm.String", FieldKind.Enum) => new CaseScalar(
                [.. GetEnum(settled).Members.Select(member => CreateMemberBranch(settled, member))],
                FieldKind.Text
            ),
            ("Edm.Int64" or "Edm.Int32", _) when FieldKinds.IsNumber(settled.Kind) => new CallScalar(
                ScalarFunction.ToInteger,
                [settled],
                type == "Edm.Int64" ? FieldKind.Long : FieldKind.Int
            ),
            ("Edm.Decimal", _) when FieldKinds.IsNumber(settled.Kind) => new CallScalar(
                ScalarFunction.ToDecimal,
                [settled],
                FieldKind.Decimal
            ),
            ("Edm.Double", _) when FieldKinds.IsNumber(settled.Kind) => new CallScalar(
                ScalarFunction.ToDouble,
                [settled],
                FieldKind.Double
            ),
            ("Edm.Date", FieldKind.Instant) => new CallScalar(ScalarFunction.Date, [settled], FieldKind.Date),
            ("Edm.TimeOfDay", FieldKind.Instant) => new CallScalar(ScalarFunction.TimeOfDay, [settled], FieldKind.TimeOfDay),
            ("Edm.DateTimeOffset", FieldKind.Date) => ToInstant(settled),
            _ => throw UnsupportedFeature.CreateError(
                $"A cast from {GetEdmType(settled)} to {type}",
                "Compare the value without a cast, or cast it to Edm.String, a number, or the date of an instant."
            ),
        };
    }

    private (Filter, Scalar) CreateMemberBranch(Scalar value, EnumMember member) =>
        (
            ShownEnum.IsFallback(value, member.Number)
                ? ShownEnum.EqualsFallback(value, AddEnumSlot)
                : new CompareFilter(value, Comparison.Equal, AddEnumSlot(member.Number)),
            values.AddSlot(member.Name, FieldKind.Text)
        );

    /// <summary>Plans <c>isof</c> (URL conventions, section 5.1.1.10.2). Null does not have a type.</summary>
    private FilterScalar PlanIsOf(CallExpression call, RowScope scope)
    {
        if (call.Arguments is [MemberExpression { Source: null, Name: var own }])
            return new FilterScalar(
                own == $"{ODataModel.Namespace}.{scope.Entity.Name}" ? Data.Query.Filter.True
                : IsKnownType(own) ? Data.Query.Filter.False
                : throw Invalid($"The type '{own}' was not found. Use a type of $metadata.")
            );
        if (
            call.Arguments is [MemberExpression path, MemberExpression { Source: null, Name: var type }]
            && Resolve(path, scope) is PathTarget.Row row
        )
            return new FilterScalar(
                type == $"{ODataModel.Namespace}.{row.Entity.Name}" ? PlanNavigationExists(path, scope)! : Data.Query.Filter.False
            );
        var (source, name) = ReadTypeArguments(call, scope);
        return new FilterScalar(GetEdmType(source) == name ? IsNotNull(source) : Data.Query.Filter.False);
    }

    private (Scalar Source, string Type) ReadTypeArguments(CallExpression call, RowScope scope)
    {
        if (call.Arguments is not [var source, var named])
            throw Invalid($"{call.Name} takes a value and a type.");
        // Some clients quote the type.
        var type = named switch
        {
            MemberExpression { Source: null } member => member.Name,
            LiteralExpression { Value: string text } => text,
            _ => throw UnsupportedFeature.CreateError(
                $"{call.Name} to a computed type",
                $"Name the type, as in {call.Name}(Mrr,Edm.Double)."
            ),
        };
        return IsKnownType(type)
            ? (PlanUntyped(source, scope), type)
            : throw Invalid($"The type '{type}' was not found. Use a type of $metadata.");
    }

    private bool IsKnownType(string name) => context.Model.Edm.FindType(name) is not null;

    private static string GetEdmType(Scalar scalar) =>
        scalar.Kind switch
        {
            FieldKind.Text or FieldKind.Json => "Edm.String",
            FieldKind.Int => "Edm.Int32",
            FieldKind.Long => "Edm.Int64",
            FieldKind.Instant => "Edm.DateTimeOffset",
            FieldKind.Enum => scalar is LiteralScalar { Value: EnumLiteral literal }
                ? literal.Type
                : $"{ODataModel.Namespace}.{scalar.Enum?.Name}",
            var kind => $"Edm.{kind}",
        };
}
