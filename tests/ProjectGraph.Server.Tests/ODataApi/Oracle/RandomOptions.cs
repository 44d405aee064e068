using Microsoft.OData.Edm;

namespace ProjectGraph.Server.Tests.ODataApi.Oracle;

/// <summary>Valid options at random, made from the metadata alone: over every set, property and navigation that it declares.</summary>
internal sealed class RandomOptions(IEdmModel model, Random random)
{
    private static readonly string[] Texts = ["'a'", "'Project'", "''", "'it''s'", "'%25'", "'_'", "'😀'", "';,()'", "'é'"];
    private static readonly string[] Numbers =
    [
        "0",
        "1",
        "-1",
        "1.5",
        "1e3",
        "INF",
        "-INF",
        "NaN",
        "9223372036854775807",
        "1e300",
        "100000000000000000000",
    ];
    private static readonly string[] Searches = ["a", "Project", "\"a b\"", "a OR b", "NOT a", "(a OR b) NOT c", "1", "x-y"];

    public string Url()
    {
        var set = Any([.. model.EntityContainer.EntitySets()]);
        var type = set.EntityType;
        var options = new List<string> { $"$top={random.Next(30)}" };
        if (Chance(20))
            options.Add("$apply=" + Apply(type));
        else
        {
            if (Chance(60))
                options.Add("$filter=" + Condition(type, "", 0));
            if (Chance(50))
                options.Add("$orderby=" + Value(type, "", 0).Text + Any("", " asc", " desc"));
            if (Chance(40) && Expand(type, 0) is { } expand)
                options.Add("$expand=" + expand);
            if (Chance(30))
                options.Add("$select=" + string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Property(type).Name)));
            if (Chance(20))
                options.Add($"$compute={Value(type, "", 0).Text} as Computed");
            if (Chance(10))
                options.Add("$search=" + Any(Searches));
        }
        if (Chance(30))
            options.Add("$count=true");
        if (Chance(20))
            options.Add($"$skip={random.Next(40)}");
        return $"/{set.Name}{(Chance(10) ? "/$count" : "")}?{string.Join('&', options)}";
    }

    private string Condition(IEdmEntityType type, string prefix, int depth)
    {
        if (depth < 3 && Chance(25))
            return $"({Condition(type, prefix, depth + 1)} {Any("and", "or")} {Condition(type, prefix, depth + 1)})";
        if (depth < 3 && Chance(10))
            return $"not ({Condition(type, prefix, depth + 1)})";
        if (depth < 3 && Chance(15) && Navigation(type, isMany: true) is { } many)
            return $"{prefix}{many.Name}/{Any("any", "all")}(v{depth}:{Condition(many.ToEntityType(), $"v{depth}/", depth + 1)})";
        if (Chance(8) && Navigation(type, isMany: false) is { } one)
            return $"{prefix}{one.Name} {Any("eq", "ne")} null";
        var (value, kind) = Value(type, prefix, depth);
        if (kind.IsString() && Chance(40))
            return $"{Any("contains", "startswith", "endswith")}({value},{Literal(kind)})";
        if (Chance(15))
            return $"{value} in ({Literal(kind)},{Literal(kind)},{Literal(kind)})";
        return $"{value} {Any("eq", "ne", "gt", "ge", "lt", "le")} {Literal(kind)}";
    }

    private (string Text, IEdmTypeReference Type) Value(IEdmEntityType type, string prefix, int depth)
    {
        if (depth < 2 && Chance(10) && Navigation(type, isMany: false) is { } one)
            return Value(one.ToEntityType(), $"{prefix}{one.Name}/", depth + 2);
        if (depth < 2 && Chance(6) && Navigation(type, isMany: true) is { } many)
            return (
                $"{prefix}{many.Name}/$count($filter={Condition(many.ToEntityType(), "", depth + 2)})",
                EdmCoreModel.Instance.GetInt64(false)
            );
        var property = Property(type);
        var (name, kind) = (prefix + property.Name, property.Type);
        if (Chance(50))
            return (name, kind);
        if (kind.IsString())
            return (Any($"tolower({name})", $"trim({name})", $"substring({name},1)", $"substring({name},-2)", $"concat({name},'z')"), kind);
        if (kind.IsDateTimeOffset())
            return Chance(50)
                ? ($"year({name})", EdmCoreModel.Instance.GetInt32(true))
                : ($"date({name})", EdmCoreModel.Instance.GetPrimitive(EdmPrimitiveTypeKind.Date, true));
        return IsNumber(kind)
            ? (
                Any(
                    $"({name} add 1)",
                    $"({name} mul 9223372036854775807)",
                    $"({name} div 0)",
                    $"({name} mod 0)",
                    $"({name} divby 3)",
                    $"-{name}",
                    $"round({name})",
                    $"case({name} gt 5:1,true:2)"
                ),
                kind
            )
            : (name, kind);
    }

    private string? Expand(IEdmEntityType type, int depth)
    {
        var isMany = Chance(50);
        if (Navigation(type, isMany) is not { } navigation)
            return null;
        var target = navigation.ToEntityType();
        var options = new List<string>();
        if (Chance(40))
            options.Add("$select=" + Property(target).Name);
        if (Chance(30))
            options.Add("$filter=" + Condition(target, "", 1));
        if (isMany && Chance(40))
            options.Add($"$top={random.Next(4)};$orderby={Value(target, "", 1).Text} desc;$count=true");
        if (depth < 2 && Chance(30) && Expand(target, depth + 1) is { } nested)
            options.Add("$expand=" + nested);
        return navigation.Name + (options.Count > 0 ? $"({string.Join(';', options)})" : Any("", "/$ref"));
    }

    private string Apply(IEdmEntityType type)
    {
        var (key, measure) = (Property(type), Property(type));
        var aggregate =
            $"aggregate($count as N,{measure.Name} with {(IsNumber(measure.Type) ? Any("sum", "average", "min", "max") : "countdistinct")} as A)";
        var start = Chance(40) ? $"filter({Condition(type, "", 1)})/" : "";
        return start
            + Any(
                $"groupby(({key.Name}),{aggregate})",
                $"groupby((rollup($all,{key.Name})),{aggregate})",
                aggregate,
                $"groupby(({key.Name}),{aggregate})/filter(N gt 1)/topcount(2,N)"
            );
    }

    private string Literal(IEdmTypeReference type)
    {
        if (Chance(7))
            return "null";
        if (type.IsEnum())
            return Any([.. type.AsEnum().EnumDefinition().Members.Select(member => $"{type.FullName()}'{member.Name}'")]);
        if (type.IsString())
            return Any(Texts);
        if (type.IsBoolean())
            return Any("true", "false");
        if (type.IsDateTimeOffset())
            return Any("2024-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "now()", "mindatetime()");
        return type.PrimitiveKind() == EdmPrimitiveTypeKind.Date ? Any("2024-06-30", "0001-01-01", "9999-12-31") : Any(Numbers);
    }

    private static bool IsNumber(IEdmTypeReference type) => type.IsInt32() || type.IsInt64() || type.IsDecimal() || type.IsDouble();

    private IEdmStructuralProperty Property(IEdmEntityType type) => Any([.. type.StructuralProperties()]);

    private IEdmNavigationProperty? Navigation(IEdmEntityType type, bool isMany) =>
        type.NavigationProperties().Where(navigation => navigation.Type.IsCollection() == isMany).ToArray() is { Length: > 0 } all
            ? Any(all)
            : null;

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Any<T>(params T[] of) => of[random.Next(of.Length)];
}
