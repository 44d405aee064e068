using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Oracle;

/// <summary>What the model says can be asked for is offered, and gives what the same question gives in memory.</summary>
[Collection(SharedServer.Name)]
public sealed class FilterOracleTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    public static TheoryData<string> Entities() =>
        [.. GraphModel.Instance.Entities.Where(entity => entity.IsNode).Select(entity => entity.Name)];

    public static TheoryData<string> Lists() =>
        [
            .. GraphModel
                .Instance.Projects.Relations.Where(relation =>
                    relation is { IsMany: true, IsPaged: false } && relation.Protocols.HasFlag(Protocols.GraphQL)
                )
                .Select(relation => relation.Name),
        ];

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Every_operation_on_every_field_of_an_entity_and_its_to_one_relations_finds_the_rows_that_it_should(string name)
    {
        var rows = await RowsAsync(name);
        foreach (var path in GraphPath.Of(rows.Entity))
        {
            var operators = OracleOperator.All(path.Field, rows.Sample(path));
            var questions = operators.Select(
                (each, i) => $"q{i}: {rows.Root}(first: 1000, where: {path.Input(each.Text)}) {{ nodes {{ databaseId }} }}"
            );
            var data = await _http.QueryAsync($"{{ {string.Join(' ', questions)} }}");
            for (var i = 0; i < operators.Count; i++)
            {
                OracleRows.Same(
                    data.GetProperty($"q{i}"),
                    rows.Where(row => operators[i].Holds(OracleValue.Of(path.Read(row), path.Field))),
                    $"{path} {operators[i].Text}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entities))]
    public async Task Every_field_of_an_entity_and_its_to_one_relations_orders_the_rows_as_it_should(string name)
    {
        var rows = await RowsAsync(name);
        foreach (var path in GraphPath.Of(rows.Entity))
        {
            var data = await _http.QueryAsync($"{{ up: {Ordered(path.Input("ASC"))} down: {Ordered(path.Input("DESC"))} }}");
            OracleRows.Same(data.GetProperty("up"), rows.OrderBy(path, descending: false), $"{path} ASC");
            OracleRows.Same(data.GetProperty("down"), rows.OrderBy(path, descending: true), $"{path} DESC");
        }

        string Ordered(string order) => $"{rows.Root}(first: 1000, order: [{order}]) {{ nodes {{ databaseId }} }}";
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Quantifiers_on_a_list_find_the_rows_that_they_should(string name)
    {
        var relation = GraphModel.Instance.Projects.Relation(name);
        var rows = await RowsAsync(nameof(Project));
        foreach (var field in relation.ListOf is { } value ? [value] : GraphPath.Scalars(relation.Target))
        {
            var sample = rows
                .All.SelectMany(Items)
                .FirstOrDefault(item => item.ValueKind != JsonValueKind.Null && item.ValueKind != JsonValueKind.Undefined);
            // What each operation means on a value is seen elsewhere: here it is what its quantifier makes of it.
            foreach (
                var (_, each) in OracleOperator
                    .All(field, sample.ValueKind == JsonValueKind.Undefined ? null : sample)
                    .Index()
                    .Where(each => each.Index % 3 == 2)
            )
            {
                var inner = relation.ListOf is null ? $"{{ {field.GraphQLName}: {each.Text} }}" : each.Text;
                await QuantifiedAsync(rows, relation, inner, row =>
                    Items(row).Select(item => each.Holds(OracleValue.Of(item.ValueKind == JsonValueKind.Null ? null : item, field)))
                );
            }

            IEnumerable<JsonElement> Items(JsonElement row) =>
                row.GetProperty(relation.GraphQLName)
                    .EnumerateArray()
                    .Select(item => relation.ListOf is null ? item.GetProperty(field.GraphQLName) : item);
        }
    }

    [Fact]
    public async Task Custom_fields_are_found_by_name_and_value()
    {
        var rows = await RowsAsync(nameof(Project));
        var members = rows
            .All.Select(row => row.GetProperty("customFields"))
            .Where(json => json.ValueKind == JsonValueKind.Object)
            .SelectMany(json => json.EnumerateObject())
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .DistinctBy(member => member.Name)
            .Take(10)
            .ToArray();
        members.ShouldNotBeEmpty();
        foreach (var member in members)
        {
            var (name, value) = (JsonSerializer.Serialize(member.Name), JsonSerializer.Serialize(member.Value.GetString()));
            await QuantifiedAsync(
                rows,
                GraphModel.Instance.Projects.Relation(nameof(Project.CustomFields)),
                $"{{ name: {{ eq: {name} }}, value: {{ eq: {value} }} }}",
                row =>
                    Fields(row)
                        .Select(field =>
                            field.Name == member.Name
                            && field.Value.ValueKind == JsonValueKind.String
                            && field.Value.GetString() == member.Value.GetString()
                        )
            );
        }

        static IEnumerable<JsonProperty> Fields(JsonElement row) =>
            row.GetProperty("customFields") is { ValueKind: JsonValueKind.Object } json ? json.EnumerateObject() : [];
    }

    [Fact]
    public async Task A_vendors_own_field_filters_beside_a_field_of_all_vendors()
    {
        var rows = await RowsAsync(nameof(Project));
        var path = GraphPath.Of(rows.Entity).Single(each => each.ToString() == "heatpunk.postcode");
        var data = await _http.QueryAsync(
            "{ projects(first: 1000, where: { vendor: { eq: HEATPUNK }, not: { heatpunk: { postcode: { eq: null } } } }) { nodes { databaseId } } }"
        );
        OracleRows.Same(
            data.GetProperty("projects"),
            rows.Where(row => path.Read(row) is not null && row.GetProperty("vendor").GetString() == "HEATPUNK"),
            "HEATPUNK"
        );
    }

    private async Task QuantifiedAsync(OracleRows rows, RelationModel relation, string filter, Func<JsonElement, IEnumerable<bool>> matches)
    {
        (string Name, string Operand, Func<IEnumerable<bool>, bool> Holds)[] quantifiers =
        [
            ("some", filter, all => all.Contains(true)),
            ("all", filter, all => !all.Contains(false)),
            ("none", filter, all => !all.Contains(true)),
            ("any", "true", all => all.Any()),
            ("any", "false", all => !all.Any()),
        ];
        var questions = quantifiers.Select(
            (each, i) =>
                $"q{i}: projects(first: 1000, where: {{ {relation.GraphQLName}: {{ {each.Name}: {each.Operand} }} }}) {{ nodes {{ databaseId }} }}"
        );
        var data = await _http.QueryAsync($"{{ {string.Join(' ', questions)} }}");
        for (var i = 0; i < quantifiers.Length; i++)
            OracleRows.Same(
                data.GetProperty($"q{i}"),
                rows.Where(row => quantifiers[i].Holds(matches(row))),
                $"{relation.GraphQLName} {quantifiers[i].Name} {filter}"
            );
    }

    private Task<OracleRows> RowsAsync(string entity) =>
        OracleRows.OfAsync(server, GraphModel.Instance.Entities.Single(each => each.Name == entity));
}
