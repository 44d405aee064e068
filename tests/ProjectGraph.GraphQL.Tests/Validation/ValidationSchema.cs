using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Validation;

/// <summary>A small workshop, with one of everything that a rule can be about.</summary>
internal static class ValidationSchema
{
    public const string Text = """
        directive @onField on FIELD
        directive @onQuery on QUERY
        directive @onMutation on MUTATION
        directive @onSubscription on SUBSCRIPTION
        directive @onFragmentDefinition on FRAGMENT_DEFINITION
        directive @onFragmentSpread on FRAGMENT_SPREAD
        directive @onInlineFragment on INLINE_FRAGMENT
        directive @onVariable on VARIABLE_DEFINITION
        directive @many(a: Int) repeatable on FIELD
        directive @needs(what: String!, then: Int! = 1) on FIELD

        interface Named { name(short: Boolean): String }
        interface Thing implements Named { name(short: Boolean): String made: Thing }
        enum Colour { RED GREEN BLUE }
        scalar Anything
        scalar Even

        type Chair implements Named & Thing {
          name(short: Boolean): String
          made: Chair
          legs: Int
          colour: Colour
          legsRequired: Int!
          colours: [Colour]
          isOf(colour: Colour): Boolean
          at(x: Int, y: Int): Boolean
        }

        type Table implements Named & Thing {
          name(short: Boolean): String
          made: Table
          legs: Int
          width: Float
        }

        type Person implements Named {
          name(short: Boolean): String
          things: [Thing]
          friends: [Person!]!
          legs: String
        }

        union ChairOrTable = Chair | Table
        union Maker = Person

        input Measure { required: Boolean!, nonNull: Boolean! = false, number: Int, text: String, numbers: [Int], colour: Colour, inner: Measure }
        input Key @oneOf { id: ID, name: String }

        type Arguments {
          int(arg: Int): String
          nonNullInt(arg: Int!): String
          string(arg: String): String
          boolean(arg: Boolean): String
          float(arg: Float): String
          id(arg: ID): String
          colour(arg: Colour): String
          list(arg: [String]): String
          nonNullList(arg: [String!]): String
          measure(arg: Measure): String
          key(arg: Key): String
          anything(arg: Anything): String
          even(arg: Even): String
          two(a: Int!, b: Int!): String
          twoOptional(a: Int = 0, b: Int = 0): String
          withDefault(arg: Int! = 3): String
          nonNullBoolean(arg: Boolean!): String
        }

        type Query {
          chair(id: ID): Chair
          table: Table
          person(id: ID): Person
          named: Named
          thing: Thing
          chairOrTable: ChairOrTable
          maker: Maker
          arguments: Arguments
        }

        type Mutation { paint: Chair }
        type Subscription { painted: Chair built: Table }
        """;

    public static Schema Instance { get; } =
        SchemaReader.Read(Text, name =>
            name == "Even"
                ? new ScalarType("Even")
                {
                    ParseValue = element =>
                        element.TryGetInt32(out int number) && number % 2 == 0 ? number : throw new FormatException("It is odd."),
                }
                : null
        );
}
