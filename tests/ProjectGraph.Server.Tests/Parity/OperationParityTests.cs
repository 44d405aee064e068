using Microsoft.Extensions.DependencyInjection;
using Microsoft.OData.Edm;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.Tests.ODataApi;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>Every documented operation has its face in both protocols, with all that it takes.</summary>
public sealed class OperationParityTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Administration =
        "It manages the service itself and is not a part of the graph: a BI tool that reads every set must not list keys, and one place where a key is made and shown is enough.";

    private const string ByAnyId = "In OData each entity has its own address.";

    private static readonly Dictionary<string, string> OnlyInGraphQL = new()
    {
        ["apiKeys"] = Administration,
        ["createApiKey"] = Administration,
        ["revokeApiKey"] = Administration,
        ["node"] = ByAnyId,
        ["nodes"] = ByAnyId,
    };

    public static TheoryData<string> Writes() => [.. VendorRegistry.BuiltIn.Operations.Select(operation => operation.Name)];

    public static TheoryData<string> Reads() => [.. VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name)];

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_write_is_a_mutation_and_an_action_with_the_same_fields(string name)
    {
        var operation = VendorRegistry.BuiltIn.FindOperation(name)!;
        var input = (InputObjectType)Root("Mutation").Fields[name].Arguments["input"].Type.InnermostType;
        input.Fields.Select(field => field.Name).ShouldBe(operation.Input.Fields.Select(field => field.Name));

        var action = PlanText.Model.Edm.FindDeclaredOperations("ProjectGraph." + ODataOperation.ToPascalCase(name)).Single();
        action.IsBound.ShouldBe(operation.TakesProject);
        action
            .Parameters.Skip(operation.TakesProject ? 1 : 0)
            .Select(parameter => parameter.Name)
            .ShouldBe(
                operation.Input.Fields.Where(field => field.Name != "projectId").Select(field => ODataOperation.ToPascalCase(field.Name))
            );
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_read_is_a_query_field_with_its_arguments(string name) =>
        Root("Query")
            .Fields[name]
            .Arguments.Select(argument => argument.Name)
            .ShouldBe(VendorRegistry.BuiltIn.FindLiveRead(name)!.Input.Fields.Select(field => field.Name));

    [Fact]
    public void Every_mutation_is_an_action_or_an_exception_with_a_reason()
    {
        var actions = PlanText
            .Model.Edm.SchemaElements.OfType<IEdmOperation>()
            .Select(operation => operation.Name)
            .ToHashSet(StringComparer.Ordinal);
        Root("Mutation")
            .Fields.Select(field => field.Name)
            .Where(name => actions.Contains(ODataOperation.ToPascalCase(name)) == OnlyInGraphQL.ContainsKey(name))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_query_is_in_OData_or_an_exception_with_a_reason()
    {
        var sets = PlanText.Model.Edm.EntityContainer.EntitySets().Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        var (nodes, reads) = (
            GraphModel.Instance.Entities.Where(entity => entity.IsNode),
            VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name)
        );
        // One row by its key is Set(key), and groups are $apply.
        var offered = nodes
            .Where(entity => sets.Contains(entity.Set))
            .SelectMany(entity => new[] { entity.Set, entity.Name, entity.Name + "Aggregates" })
            .Select(GraphModel.CamelCase)
            .ToHashSet(StringComparer.Ordinal);
        Root("Query")
            .Fields.Select(field => field.Name)
            .Except(reads)
            .Where(name => offered.Contains(name) == OnlyInGraphQL.ContainsKey(name))
            .ShouldBeEmpty();
    }

    private ObjectType Root(string name) => (ObjectType)server.Services.GetRequiredService<GraphQLEngine>().Schema.Types[name];
}
