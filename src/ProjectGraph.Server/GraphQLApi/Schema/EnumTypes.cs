using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the model's enums. Their values are the stored numbers, so that a row needs no conversion.</summary>
internal sealed class EnumTypes
{
    public static readonly EnumType Sort = new(
        "SortEnumType",
        new EnumValue("ASC", SortDirection.Ascending) { Description = "Smallest first, with nulls at the start." },
        new EnumValue("DESC", SortDirection.Descending) { Description = "Largest first, with nulls at the end." }
    )
    {
        Description = "The direction of an ordering.",
    };

    private readonly Dictionary<Type, EnumType> _types = [];

    public EnumType Get(EnumModel model)
    {
        if (!_types.TryGetValue(model.Type, out var type))
            _types[model.Type] = type = Build(model);
        return type;
    }

    private static EnumType Build(EnumModel model) =>
        new(model.Name, model.Members.Select(member => new EnumValue(member.Name, member.Number) { Description = member.Description }))
        {
            Description = model.Description,
            Tag = model,
        };
}

internal enum SortDirection
{
    Ascending,
    Descending,
}
