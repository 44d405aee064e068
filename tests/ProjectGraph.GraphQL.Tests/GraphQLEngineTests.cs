using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests;

[Spec("7", "Responses")]
public class GraphQLEngineTests
{
    private static readonly Schema Schema = SchemaReader.Read("type Query { a(b: Int): Int self: Query } type Mutation { m: Int }");

    [Fact]
    public async Task A_document_is_parsed_validated_and_compiled_once()
    {
        var engine = new GraphQLEngine(Schema);
        for (int i = 0; i < 5; i++)
            await engine.ExecuteAsync(
                new GraphQLRequest { Query = "query ($b: Int) { a(b: $b) }", Variables = RequestRunner.ParseElement($$"""{"b":{{i}}}""") }
            );
        Counters(engine).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Concurrent_first_requests_prepare_once()
    {
        var engine = new GraphQLEngine(Schema);
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => engine.ExecuteAsync(new GraphQLRequest { Query = "{ a }" })))
        );
        Counters(engine).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void Rejected_documents_are_cached_too()
    {
        var engine = new GraphQLEngine(Schema);
        engine.Prepare("{ nothing }").ShouldBeSameAs(engine.Prepare("{ nothing }"));
        engine.Prepare("{").ShouldBeSameAs(engine.Prepare("{"));
        Counters(engine).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void The_cache_forgets_what_is_not_used()
    {
        var engine = new GraphQLEngine(Schema, new GraphQLOptions { CacheSize = 10 });
        for (int i = 0; i < 100; i++)
        {
            engine.Prepare("{ a }");
            engine.Prepare($"{{ a{i}: a }}");
        }

        Counters(engine).Parsed.ShouldBe(101);
        engine.Prepare("{ a0: a }");
        Counters(engine).Parsed.ShouldBe(102);
    }

    [Fact]
    public void A_large_document_starts_a_new_generation()
    {
        var engine = new GraphQLEngine(Schema);
        engine.Prepare("{ a }");
        string fragments = string.Join(
            ' ',
            Enumerable.Range(0, 9).Select(i => $"fragment F{i} on Query {{ self {{ ...F{i + 1} }} y: self {{ ...F{i + 1} }} }}")
        );
        for (int i = 0; i < 500; i++)
            engine.Prepare($"query Q{i} {{ ...F0 }} {fragments} fragment F9 on Query {{ a }}").Errors.ShouldBeEmpty();
        engine.Prepare("{ a }");
        Counters(engine).Parsed.ShouldBe(502);
    }

    [Fact]
    public void Long_texts_are_not_cached()
    {
        var engine = new GraphQLEngine(Schema, new GraphQLOptions { MaxCachedTextLength = 10 });
        engine.Prepare("{ a } # more than ten").ShouldNotBeSameAs(engine.Prepare("{ a } # more than ten"));
    }

    [Theory]
    [InlineData("{", null, RequestErrorKind.Syntax, "Syntax Error: Expected Name, found <EOF>.")]
    [InlineData("{ b }", null, RequestErrorKind.Validation, "Cannot query field \"b\" on type \"Query\". Did you mean \"a\"?")]
    [InlineData(
        "query A { a } query B { a }",
        null,
        RequestErrorKind.OperationNotFound,
        "Must provide operation name if query contains multiple operations."
    )]
    [InlineData(
        "query A { a } query B { a }",
        "",
        RequestErrorKind.OperationNotFound,
        "Must provide operation name if query contains multiple operations."
    )]
    [InlineData("query A { a }", "C", RequestErrorKind.OperationNotFound, "Unknown operation named \"C\".")]
    [InlineData("mutation { m }", null, RequestErrorKind.MethodNotAllowed, "Can only perform a mutation operation from a POST request.")]
    [InlineData("subscription { s }", null, RequestErrorKind.Validation, "The subscription operation is not supported by the schema.")]
    [InlineData(
        "query ($b: Int!) { a(b: $b) }",
        null,
        RequestErrorKind.Coercion,
        "Variable \"$b\" of required type \"Int!\" was not provided."
    )]
    public async Task A_request_that_cannot_be_executed_says_why(string query, string? operation, RequestErrorKind kind, string message)
    {
        GraphQLResult result = await new GraphQLEngine(Schema).ExecuteAsync(
            new GraphQLRequest
            {
                Query = query,
                OperationName = operation,
                AllowMutations = false,
            }
        );
        result.RequestError.ShouldBe(kind);
        result.Errors.ShouldHaveSingleItem().Message.ShouldBe(message);
        result.ToJson().ShouldNotContain("\"data\"");
    }

    [Fact]
    public async Task The_named_operation_runs() =>
        (
            await new GraphQLEngine(Schema).ExecuteAsync(
                new GraphQLRequest { Query = "query A { x: a } query B { y: a }", OperationName = "B" }
            )
        )
            .ToJson()
            .ShouldBe("""{"data":{"y":null}}""");

    [Fact]
    public async Task A_document_of_fragments_only_has_no_operation()
    {
        GraphQLResult result = await new GraphQLEngine(Schema).ExecuteAsync(new GraphQLRequest { Query = "fragment F on Query { a }" });
        result.RequestError.ShouldBe(RequestErrorKind.Validation);
    }

    [Fact]
    public async Task Extensions_of_the_result_are_written_last()
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(Schema, "{ a }");
        result.Extensions["cost"] = 1.5m;
        result.ToJson().ShouldBe("""{"data":{"a":null},"extensions":{"cost":1.5}}""");
        result.Times.Execute.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void A_megabyte_of_braces_is_refused_on_a_small_stack()
    {
        var engine = new GraphQLEngine(Schema);
        string text = string.Concat(Enumerable.Repeat("{a", 500_000));
        SmallStack.Run(() => engine.Prepare(text).ErrorKind.ShouldBe(RequestErrorKind.Syntax)).ShouldBeNull();
        engine.Counters.DocumentsValidated.ShouldBe(0);
    }

    private static (long Parsed, long Validated, long Compiled) Counters(GraphQLEngine engine) =>
        (engine.Counters.DocumentsParsed, engine.Counters.DocumentsValidated, engine.Counters.OperationsCompiled);
}
