using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.3", "Field collection and merging")]
public class SelectedFieldTests
{
    private static readonly Schema Schema = SchemaReader.Read(
        """
        type Query { projects(first: Int = 50, where: Filter, ids: [ID!]): [Node] }
        interface Node { id: ID }
        type Project implements Node { id: ID name: String }
        type Person implements Node { id: ID email: String }
        input Filter { b: Int a: Int }
        """
    );

    [Fact]
    public void A_planner_can_walk_a_whole_selection()
    {
        SelectedField projects = Root(
            "{ projects { ...F ... on Project { name } } } fragment F on Node { key: id ... on Person { email } }"
        );
        SelectionSet selections = projects.Selections!;
        selections.Type.Name.ShouldBe("Node");
        selections.PossibleTypes.Select(type => type.Name).ShouldBe(["Project", "Person"]);
        selections.GetFields(Schema.GetObjectType("Project")).Select(field => field.ResponseName).ShouldBe(["key", "name"]);
        selections.GetFields(Schema.GetObjectType("Person")).Select(field => field.ResponseName).ShouldBe(["key", "email"]);
        selections.GetFields(Schema.GetObjectType("Person")).ShouldBeSameAs(selections.GetFields(Schema.GetObjectType("Person")));
        selections.GetFields(Schema.GetObjectType("Person"))[0].Selections.ShouldBeNull();
    }

    [Fact]
    public void Constant_arguments_are_coerced_once()
    {
        SelectedField field = Root("{ projects(where: { a: 1 }) { id } }");
        field.HasConstantArguments.ShouldBeTrue();
        ArgumentValues arguments = field.CoerceArguments(VariableValues.Empty);
        arguments.ShouldBeSameAs(field.CoerceArguments(VariableValues.Empty));
        arguments.GetOrDefault<int>("first").ShouldBe(50);
        arguments.GetOrDefault<InputObject>("where")!.Keys.ShouldBe(["a"]);
        arguments.ContainsKey("ids").ShouldBeFalse();
    }

    [Fact]
    public void Variables_go_into_arguments()
    {
        SelectedField field = Root("query ($n: Int, $id: ID!) { projects(first: $n, where: { a: $n, b: 2 }, ids: [$id]) { id } }");
        field.HasConstantArguments.ShouldBeFalse();
        ArgumentValues given = field.CoerceArguments(Variables(("n", 3), ("id", "x")));
        given.GetOrDefault<int>("first").ShouldBe(3);
        given.GetOrDefault<InputObject>("where")!.Select(pair => (pair.Key, pair.Value)).ShouldBe([("b", (object)2), ("a", 3)]);
        given["ids"].ShouldBe(new object[] { "x" });
        ArgumentValues absent = field.CoerceArguments(Variables(("id", "x")));
        absent.GetOrDefault<int>("first").ShouldBe(50);
        absent.GetOrDefault<InputObject>("where")!.Keys.ShouldBe(["b"]);
        field.CoerceArguments(Variables(("n", null), ("id", "x"))).TryGetValue("first", out object? first).ShouldBeTrue();
        first.ShouldBeNull();
    }

    [Fact]
    public void Conditions_depend_on_variables_only_where_they_must()
    {
        Root("{ projects @include(if: true) { id } }").IsConditional.ShouldBeFalse();
        SelectedField field = Root("query ($x: Boolean!, $y: Boolean!) { projects @skip(if: $x) @include(if: $y) { id } }");
        field.IsConditional.ShouldBeTrue();
        field.IsIncluded(Variables(("x", false), ("y", true))).ShouldBeTrue();
        field.IsIncluded(Variables(("x", true), ("y", true))).ShouldBeFalse();
    }

    [Fact]
    public void A_host_keeps_its_plan_in_the_slot()
    {
        SelectedField field = Root("{ projects { id } }");
        object plan = field.GetOrAdd(_ => new object());
        field.GetOrAdd(_ => new object()).ShouldBeSameAs(plan);
    }

    [Fact]
    public void Merged_fields_know_the_places_that_count() =>
        Root("query ($x: Boolean!) { projects { id } projects @skip(if: $x) { id } projects { id } }")
            .GetLocations(Variables(("x", true)))
            .ShouldBe([new SourceLocation(1, 24), new SourceLocation(1, 70)]);

    private static VariableValues Variables(params (string Name, object? Value)[] values) =>
        new(values.ToDictionary(value => value.Name, value => value.Value));

    private static SelectedField Root(string query) =>
        new GraphQLEngine(Schema).Prepare(query).GetOperation(null).Selections.GetFields(Schema.QueryType)[0];
}
