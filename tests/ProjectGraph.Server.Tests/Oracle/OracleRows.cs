using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Oracle;

/// <summary>All rows of an entity as an answer shows them, in the order of their keys: what a filter and an ordering are checked against.</summary>
internal sealed class OracleRows
{
    // The shared server's data do not change, and every test asks for all of them.
    private static readonly ConditionalWeakTable<RunningServer, ConcurrentDictionary<EntityModel, Task<OracleRows>>> Known = [];

    private OracleRows(EntityModel entity, IReadOnlyList<JsonElement> rows)
    {
        Entity = entity;
        All = rows;
    }

    public EntityModel Entity { get; }
    public IReadOnlyList<JsonElement> All { get; }

    public string Root => GraphModel.CamelCase(Entity.Set);

    private const int LargestPage = 1000;

    public static Task<OracleRows> OfAsync(RunningServer server, EntityModel entity) =>
        entity == GraphModel.Instance.Operations
            ? OperationsAsync(server.Client)
            : Known.GetOrCreateValue(server).GetOrAdd(entity, static (entity, server) => ReadAsync(server.Client, entity), server);

    // Other tests add to them, so they are read each time; a dry run of each vendor's makes sure that there are some.
    private static async Task<OracleRows> OperationsAsync(HttpClient http)
    {
        var rows = await ReadAsync(http, GraphModel.Instance.Operations);
        if (rows.All.Count >= 5)
            return rows;
        var vendorAccounts = (await http.QueryAsync("{ vendorAccounts { nodes { id } } }"))
            .GetProperty("vendorAccounts")
            .GetProperty("nodes")
            .Texts("id");
        var mutations = vendorAccounts.Select(
            (id, i) =>
                $"m{i}: createProject(input: {{ vendorAccountId: \"{id}\", name: \"Dry {i}\", dryRun: true }}) {{ operation {{ state }} }}"
        );
        await http.QueryAsync($"mutation {{ {string.Join(' ', mutations)} }}");
        return await ReadAsync(http, GraphModel.Instance.Operations);
    }

    private static async Task<OracleRows> ReadAsync(HttpClient http, EntityModel entity)
    {
        var root = GraphModel.CamelCase(entity.Set);
        var lists = entity
            .Relations.Where(relation => relation is { IsMany: true, IsPaged: false } && relation.Protocols.HasFlag(Protocols.GraphQL))
            .Select(List);
        var json = entity.Fields.Any(field => field.GraphQLName == "customFields") ? "customFields" : "";
        var selection = string.Join(' ', [.. GraphPath.Of(entity).Select(path => path.Selection), .. lists, json]);
        var rows = new List<JsonElement>();
        for (var after = "null"; after is not null; )
        {
            var page = (
                await http.QueryAsync(
                    $"{{ {root}(first: {LargestPage}, after: {after}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ databaseId {selection} }} }} }}"
                )
            ).GetProperty(root);
            rows.AddRange(page.GetProperty("nodes").EnumerateArray());
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").GetProperty("endCursor").GetRawText()
                : null;
        }
        return new(entity, rows);
    }

    public IEnumerable<long> Where(Func<JsonElement, bool> holds) => All.Where(holds).Select(Key);

    /// <summary>Nulls first ascending, last descending; the key decides between equals, always ascending.</summary>
    public IEnumerable<long> OrderBy(GraphPath path, bool descending)
    {
        var order = Comparer<JsonElement>.Create(
            (left, right) => OracleValue.Compare(OracleValue.Of(path.Read(left), path.Field), OracleValue.Of(path.Read(right), path.Field))
        );
        return (descending ? All.OrderDescending(order) : All.Order(order)).Select(Key);
    }

    /// <summary>A value of the path from the middle of what there is; null where no row has one.</summary>
    public JsonElement? Sample(GraphPath path)
    {
        var values = All.Select(path.Read).OfType<JsonElement>().OrderBy(value => OracleValue.Of(value, path.Field)).ToArray();
        return values.Length == 0 ? null : values[values.Length / 2];
    }

    public static long Key(JsonElement row) => row.GetProperty("databaseId").GetInt64();

    /// <summary>The nodes of a connection are these rows, in this order: the first page of them.</summary>
    public static void Same(JsonElement connection, IEnumerable<long> expected, string what)
    {
        long[] found = [.. connection.GetProperty("nodes").EnumerateArray().Select(Key)],
            wanted = [.. expected.Take(LargestPage)];
        // Thousands of long lists are compared, and nearly all are equal: only a difference is worth describing.
        if (!found.AsSpan().SequenceEqual(wanted))
            found.ShouldBe(wanted, what);
    }

    private static string List(RelationModel relation) =>
        relation.ListOf is not null
            ? relation.GraphQLName
            : $"{relation.GraphQLName} {{ {string.Join(' ', GraphPath.Scalars(relation.Target).Select(field => field.GraphQLName))} }}";
}
