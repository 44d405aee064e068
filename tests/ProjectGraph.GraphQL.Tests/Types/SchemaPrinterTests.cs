using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Types;

[Spec("3", "Printing a schema")]
public class SchemaPrinterTests
{
    private const string Sdl = """"
        directive @cost(weight: String!) repeatable on FIELD_DEFINITION | OBJECT

        """What may be asked."""
        type Query @cost(weight: "2") {
          """One project."""
          project(id: ID!): Project

          """
          All of them,
          page by page.
          """
          projects(
            """At most 1,000."""
            first: Int = 50
            after: String
          ): [Project!]! @cost(weight: "1.5")
          old: Int @deprecated
          older: Int @deprecated(reason: "Ask `old`.")
        }

        type Project implements Node & Named {
          id: ID!
          name: String
          status: Status
        }

        interface Node {
          id: ID!
        }

        interface Named {
          name: String
        }

        enum Status {
          """Not begun."""
          NOT_STARTED
          DONE @deprecated(reason: "x")
        }

        union Anything = Project | Query

        input ProjectInput @oneOf {
          id: ID
          filter: Filter
        }

        input Filter {
          names: [String!] = ["a", "b"]
          nested: Filter = {names: [], nested: null}
        }

        scalar Date @specifiedBy(url: "https://example.com/date")

        """";

    [Fact]
    public void A_schema_is_printed_as_it_was_read() => SchemaPrinter.Print(SchemaReader.Read(Sdl)).ShouldBe(Sdl);

    [Fact]
    public void Unconventional_roots_and_descriptions_print_a_schema_definition()
    {
        string sdl = "\"\"\"All of it.\"\"\"\nschema @link {\n  query: Root\n}\n\ndirective @link on SCHEMA\n\ntype Root {\n  a: Int\n}\n";
        SchemaPrinter.Print(SchemaReader.Read(sdl)).ShouldBe(sdl);
    }

    [Fact]
    public void Extensions_are_merged() =>
        SchemaPrinter
            .Print(SchemaReader.Read("type Query { a: E } extend type Query { b: Int } enum E { A } extend enum E { B }"))
            .ShouldBe("type Query {\n  a: E\n  b: Int\n}\n\nenum E {\n  A\n  B\n}\n");

    [Fact]
    public void Built_in_code_the_roots_come_first()
    {
        var hidden = new ObjectType("Hidden", new FieldDefinition("a", Scalars.Int));
        var query = new ObjectType("Query", new FieldDefinition("b", new ObjectType("B", new FieldDefinition("c", Scalars.Int))));
        new Schema(query, types: [hidden])
            .Types.Where(type => type is ObjectType)
            .Select(type => type.Name)
            .ShouldBe(["Query", "Hidden", "B"]);
    }

    [Fact]
    public void Long_arguments_are_put_on_lines_of_their_own()
    {
        string sdl =
            "type Query {\n  a(\n    oneRatherLongArgument: String\n    anotherRatherLongArgument: String\n    aThirdRatherLongArgument: Int\n  ): Int\n}\n";
        SchemaPrinter.Print(SchemaReader.Read(sdl)).ShouldBe(sdl);
    }

    [Fact]
    public void Applied_directives_can_be_read()
    {
        FieldDefinition field = SchemaReader.Read(Sdl).QueryType.Fields["projects"];
        field.Directives.ShouldHaveSingleItem().FindArgument("weight").ShouldBeOfType<StringValueNode>().Value.ShouldBe("1.5");
    }
}
