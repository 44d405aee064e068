using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Oracle;

/// <summary>A scalar field that can be reached from an entity: its own, or one of a to-one relation.</summary>
internal sealed record GraphPath(IReadOnlyList<RelationModel> Relations, FieldModel Field)
{
    // What the service itself goes on writing while a test reads.
    private static readonly string[] Volatiles =
    [
        nameof(VendorAccount.NextSyncAt),
        nameof(VendorAccount.CircuitState),
        nameof(VendorAccount.CircuitRetryAt),
        nameof(VendorAccount.RateRemaining),
        nameof(VendorAccount.RateResetsAt),
    ];

    private string[] Names =>
        [
            .. Relations.Select(relation => relation.GraphQLName),
            .. Field.Group is { } group ? [GraphModel.CamelCase(group)] : Array.Empty<string>(),
            Field.GraphQLName,
        ];

    /// <summary>Every path of at most one relation.</summary>
    public static IReadOnlyList<GraphPath> Of(EntityModel entity) =>
        [
            .. Scalars(entity).Select(field => new GraphPath([], field)),
            .. entity
                .Relations.Where(relation => !relation.IsMany)
                .SelectMany(relation => Scalars(relation.Target).Select(field => new GraphPath([relation], field))),
        ];

    public static IEnumerable<FieldModel> Scalars(EntityModel entity) =>
        entity.Fields.Where(field => field.IsComparable && field.Protocols.HasFlag(Protocols.GraphQL) && !Volatiles.Contains(field.Name));

    public string Selection => string.Join(" { ", Names) + string.Concat(Names.Skip(1).Select(_ => " }"));

    /// <summary>As an input object that holds this at its end: a filter's operations, or a direction.</summary>
    public string Input(string leaf) => string.Concat(Names.Select(name => $"{{ {name}: ")) + leaf + string.Concat(Names.Select(_ => " }"));

    public JsonElement? Read(JsonElement row)
    {
        foreach (var name in Names)
        {
            if (row.ValueKind != JsonValueKind.Object)
                return null;
            row = row.GetProperty(name);
        }
        return row.ValueKind == JsonValueKind.Null ? null : row;
    }

    /// <summary>The same in OData, where groups are flat.</summary>
    public JsonElement? ReadOData(JsonElement row)
    {
        foreach (var name in Relations.Select(relation => relation.Name).Append(Field.Name))
        {
            if (row.ValueKind != JsonValueKind.Object)
                return null;
            row = row.GetProperty(name);
        }
        return row.ValueKind == JsonValueKind.Null ? null : row;
    }

    public override string ToString() => string.Join('.', Names);
}
