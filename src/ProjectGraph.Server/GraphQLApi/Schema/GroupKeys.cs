using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>A key to group by: a field, a field of a to-one relation, or the period of a day or instant.</summary>
/// <param name="Name">Name of the aggregate's field and, in capitals, of the enum's value.</param>
internal sealed record GroupKey(string Name, string Description, Scalar By)
{
    public string EnumName => JsonNamingPolicy.SnakeCaseUpper.ConvertName(Name);
}

/// <summary>Gets the group keys of an entity from the model.</summary>
internal static class GroupKeys
{
    private static readonly (string Name, ScalarFunction Function)[] Periods =
    [
        ("Year", ScalarFunction.StartOfYear),
        ("Quarter", ScalarFunction.StartOfQuarter),
        ("Month", ScalarFunction.StartOfMonth),
        ("Week", ScalarFunction.StartOfWeek),
    ];

    public static IReadOnlyList<GroupKey> Get(EntityModel entity) =>
        [
            .. Fields(entity, [], ""),
            .. entity
                .Relations.Where(relation => !relation.IsMany)
                .SelectMany(relation => Fields(relation.Target, [relation], relation.GraphQLName)),
        ];

    private static IEnumerable<GroupKey> Fields(EntityModel entity, IReadOnlyList<RelationModel> path, string prefix) =>
        entity.Fields.Where(field => field.IsGroupable).SelectMany(field => Field(path, field, prefix));

    private static IEnumerable<GroupKey> Field(IReadOnlyList<RelationModel> path, FieldModel field, string prefix)
    {
        var name = prefix.Length == 0 ? GraphModel.CamelCase(field.Name) : prefix + field.Name;
        var value = new FieldScalar(path, field);
        // Instants are almost always distinct, so only their periods form groups.
        if (field.Kind != FieldKind.Instant)
            yield return new(name, field.Description, value);
        if (field.Kind is not (FieldKind.Date or FieldKind.Instant))
            yield break;
        if (field.Kind == FieldKind.Instant)
            yield return new(name + "Day", $"The UTC day of `{name}`.", Call(ScalarFunction.Date, value));
        foreach (var (period, function) in Periods)
            yield return new(
                name + period,
                $"The first day of the {GraphModel.CamelCase(period)} of `{name}`{(period == "Week" ? ", a Monday" : "")}.",
                Call(function, value)
            );
    }

    private static CallScalar Call(ScalarFunction function, Scalar value) => new(function, [value], FieldKind.Date);
}
