using System.Text.Json;
using GraphQLParser.AST;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Tests.Validation;
using ProjectGraph.GraphQL.Validation;
using ProjectGraph.Server.Tests;
using ProjectGraph.Server.Tests.Peer;

namespace ProjectGraph.GraphQL.Tests.Reference;

[Spec("5", "Verdicts on documents, against graphql-dotnet and the reference implementation")]
public sealed class PeerVerdictTests
{
    private static readonly global::GraphQL.Types.Schema PeerSchema = CreatePeerSchema();

    private static string[] Documents() => [.. File.ReadLines(PathOf("documents.graphql")).Skip(1)];

    [Fact]
    public async Task Documents_are_accepted_and_refused_as_by_graphql_dotnet_or_a_section_explains_the_difference()
    {
        var differences = new Differences(PathOf("graphql-dotnet.tsv"));
        foreach (string text in Documents())
            differences.Add(text, Difference(Judge(text), await JudgeByPeer(text)));
        differences.ShouldBeExplained();
    }

    [FactWith("node", "npm")]
    public async Task Documents_are_accepted_and_refused_as_by_graphql_js_or_a_section_explains_the_difference()
    {
        var differences = new Differences(PathOf("graphql-js.tsv"));
        foreach (string text in Documents())
        {
            JsonElement answer = await ReferenceEngine.RunAsync(
                new
                {
                    kind = "validate",
                    sdl = ValidationSchema.Text,
                    text,
                }
            );
            differences.Add(text, Difference(Judge(text), ComparableResult.FromJson(answer).Length == 0 ? "accepted" : "refused"));
        }

        differences.ShouldBeExplained();
    }

    private static string? Difference(string ours, string theirs) => ours == theirs ? null : $"{ours} | {theirs}";

    private static string Judge(string text)
    {
        try
        {
            var limits = new ValidationLimits();
            return DocumentValidator.Validate(new ValidationContext(ValidationSchema.Instance, Parser.Parse(text), limits)).Any()
                ? "refused"
                : "accepted";
        }
        catch (GraphQLSyntaxException)
        {
            return "refused";
        }
    }

    private static async Task<string> JudgeByPeer(string text)
    {
        try
        {
            GraphQLDocument document = new global::GraphQL.Execution.GraphQLDocumentBuilder().Build(text);
            if (document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault() is not { } operation)
                return "refused";
            // It coerces variables while it validates, so required ones have a value.
            var variables = new global::GraphQL.Inputs(new Dictionary<string, object?> { ["id"] = "1" });
            var options = new global::GraphQL.Validation.ValidationOptions
            {
                Schema = PeerSchema,
                Document = document,
                Operation = operation,
                Variables = variables,
            };
            global::GraphQL.Validation.IValidationResult result = await new global::GraphQL.Validation.DocumentValidator().ValidateAsync(
                options
            );
            return result.IsValid ? "accepted" : "refused";
        }
        catch (global::GraphQL.ExecutionError)
        {
            return "refused";
        }
    }

    private static global::GraphQL.Types.Schema CreatePeerSchema()
    {
        // graphql-dotnet knows covariant fields only where it has read their types before.
        string sdl = ValidationSchema
            .Text.Replace("scalar Anything", "")
            .Replace("scalar Even", "")
            .Replace("made: Chair", "made: Thing")
            .Replace("made: Table", "made: Thing");
        global::GraphQL.Types.Schema schema = global::GraphQL.Types.Schema.For(sdl, builder =>
        {
            builder.Types.ForAll(type => type.IsTypeOfFunc = _ => true);
            foreach (string field in new[] { "painted", "built" })
                builder.Types.For("Subscription").FieldFor(field).StreamResolver =
                    new global::GraphQL.Resolvers.SourceStreamResolver<object>(
                        IObservable<object?> (_) => throw new NotSupportedException()
                    );
        });
        schema.RegisterType(new AnyScalar("Anything"));
        schema.RegisterType(new AnyScalar("Even"));
        schema.Initialize();
        return schema;
    }

    private static string PathOf(string file) => Path.Combine(Repository.Root, "tests/ProjectGraph.GraphQL.Tests/Reference/Peer", file);

    private sealed class AnyScalar : global::GraphQL.Types.ScalarGraphType
    {
        public AnyScalar(string name) => Name = name;

        public override object? ParseValue(object? value) => value;

        public override object? ParseLiteral(GraphQLValue value) => "";

        public override bool CanParseLiteral(GraphQLValue value) => true;
    }
}
