using Microsoft.Extensions.DependencyInjection;
using Microsoft.OData.Edm;
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
    public static TheoryData<string> Writes() => [.. VendorRegistry.BuiltIn.Operations.Select(operation => operation.Name)];

    public static TheoryData<string> Reads() => [.. VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name)];

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_write_is_a_mutation_and_an_action_with_the_same_fields(string name)
    {
        var operation = VendorRegistry.BuiltIn.FindOperation(name)!;
        var input = (InputObjectType)Root("Mutation").Fields[name].Arguments["input"].Type.Named;
        input.Fields.Select(field => field.Name).ShouldBe(operation.Input.Fields.Select(field => field.Name));

        var action = PlanText.Model.Edm.FindDeclaredOperations("ProjectGraph." + ODataOperation.PascalCase(name)).Single();
        action.IsBound.ShouldBe(operation.TakesProject);
        action.Parameters.Skip(operation.TakesProject ? 1 : 0).Select(parameter => parameter.Name)
            .ShouldBe(operation.Input.Fields.Where(field => field.Name != "projectId").Select(field => ODataOperation.PascalCase(field.Name)));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_read_is_a_query_field_with_its_arguments(string name) =>
        Root("Query").Fields[name].Arguments.Select(argument => argument.Name)
            .ShouldBe(VendorRegistry.BuiltIn.FindLiveRead(name)!.Input.Fields.Select(field => field.Name));

    private ObjectType Root(string name) => (ObjectType)server.Services.GetRequiredService<GraphQLEngine>().Schema.Types[name];
}
