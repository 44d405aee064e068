using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL.Tests;

/// <summary>
/// The bytes that parsing and validation allocate for a document against the service's own schema. The bounds are a third above
/// what was measured, and below what graphql-dotnet 8.8.5 allocates for the same documents.
/// </summary>
public class AllocationTests
{
    private static readonly Lazy<Schema> Schema = new(() => SchemaReader.Read(File.ReadAllText(InSchemaFolder("projectgraph.graphql"))));

    private static readonly Dictionary<string, string> Documents = new()
    {
        ["three mutations"] = File.ReadAllText(InSchemaFolder("examples/04-create-update-delete.graphql")),
        ["a page with fragments"] = """
            query ProjectList($first: Int! = 20, $after: String, $where: ProjectFilterInput, $withPeople: Boolean! = true) {
              projects(first: $first, after: $after, where: $where) {
                totalCount
                pageInfo { hasNextPage endCursor }
                edges { cursor node { ...ProjectRow owner @include(if: $withPeople) { ...PersonCell } } }
              }
            }
            fragment ProjectRow on Project { __typename id name status vendor tags startDate dueDate progress company { id name } }
            fragment PersonCell on Person { __typename id name email }
            """,
        ["fields that overlap"] = """
            query Overlapping { projects(first: 2) { nodes { id name owner { id name } ...Header ...Details } } }
            fragment Header on Project { id name status owner { id email } company { id } }
            fragment Details on Project { id tags owner { name email } company { id name } }
            """,
    };

    [Theory]
    [InlineData("three mutations", 6_000)]
    [InlineData("a page with fragments", 6_000)]
    [InlineData("fields that overlap", 4_400)]
    public void Parsing_a_document_stays_within_its_bytes(string document, int bytes) =>
        Allocated(() => Parser.Parse(Documents[document], null, Schema.Value.Names)).ShouldBeLessThan(bytes);

    [Theory]
    [InlineData("three mutations", 4_200)]
    [InlineData("a page with fragments", 6_500)]
    [InlineData("fields that overlap", 13_000)]
    public void Validating_a_document_stays_within_its_bytes(string document, int bytes)
    {
        DocumentNode parsed = Parser.Parse(Documents[document], null, Schema.Value.Names);
        Validate(parsed).ShouldBeEmpty();
        Allocated(() => Validate(parsed)).ShouldBeLessThan(bytes);
    }

    private static IReadOnlyList<GraphQLError> Validate(DocumentNode document) =>
        DocumentValidator.Validate(new ValidationContext(Schema.Value, document, new ValidationLimits()));

    // The least of several runs: the first ones fill pools and caches, and a garbage collection may empty them.
    private static long Allocated(Func<object> work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static string InSchemaFolder(string path) => Path.Combine(Repository.Root, "schema", path);
}
