using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.3", "Executing selection sets, conditions, mutations in series")]
public class ExecutorTests
{
    private static readonly Dictionary<string, object?> Data = new()
    {
        ["a"] = "Apple",
        ["b"] = "Banana",
        ["deep"] = new Dictionary<string, object?>
        {
            ["a"] = "Already",
            ["b"] = "Boring",
            ["deeper"] = new object[]
            {
                new Dictionary<string, object?> { ["a"] = "x" },
                null!,
            },
        },
    };

    private static readonly Schema Schema = SchemaReader.Read(
        """
        type Query { a: String b: String deep: Deep }
        type Deep { a: String b: String deeper: [Deep] }
        type Mutation { append(text: String!, later: Boolean = false): String }
        """
    );

    [Theory]
    [InlineData("order of the query", "{ b a x: a }")]
    [InlineData("merged fields and fragments", "{ deep { a } ...F deep { b } } fragment F on Query { deep { deeper { a } b } a }")]
    [InlineData("typename", "{ __typename deep { t: __typename } }")]
    [InlineData("skip and include", "{ a @skip(if: true) b @include(if: false) deep @include(if: true) @skip(if: false) { a } }")]
    [InlineData("conditions on fragments", "{ a ... @skip(if: true) { b } ...F @include(if: false) } fragment F on Query { b }")]
    [InlineData("field asked for twice", "{ a @skip(if: true) a }")]
    public async Task Fields_come_in_the_order_they_are_asked_for(string @case, string query) =>
        (await RequestRunner.GetJsonAsync(Schema, query, root: Data)).ShouldMatchSnapshot(@case);

    [Theory]
    [InlineData(true, true, """{"deep":{"a":"Already","b":"Boring"}}""")]
    [InlineData(true, false, """{"deep":{"a":"Already"}}""")]
    [InlineData(false, true, """{"deep":{"b":"Boring"}}""")]
    [InlineData(false, false, "{}")]
    public async Task Conditions_on_variables_hold_for_the_part_they_stand_on(bool x, bool y, string data)
    {
        string variables = $$"""{"x":{{(x ? "true" : "false")}},"y":{{(y ? "true" : "false")}}}""";
        const string query =
            "query ($x: Boolean!, $y: Boolean!) { deep @include(if: $x) { a } ...F @include(if: $y) ...F @include(if: $y) } fragment F on Query { deep { b } }";
        (await RequestRunner.GetJsonAsync(Schema, query, variables, root: Data)).ShouldBe($$"""{"data":{{data}}}""");
    }

    [Fact]
    public async Task A_condition_on_null_is_an_error() =>
        (
            await RequestRunner.GetJsonAsync(Schema, "query ($x: Boolean = true) { a @include(if: $x) }", """{"x":null}""", root: Data)
        ).ShouldContain("must not be null.");

    [Fact]
    public async Task Mutations_run_one_after_the_other()
    {
        var log = new List<string>();
        Schema.MutationType!.Fields["append"].Resolve = async context =>
        {
            if (context.Arguments.GetOrDefault<bool>("later"))
                await Task.Delay(20);
            log.Add(context.Arguments.GetOrDefault<string>("text")!);
            return string.Concat(log);
        };
        (
            await RequestRunner.GetJsonAsync(
                Schema,
                "mutation { x: append(text: \"1\", later: true) y: append(text: \"2\") z: append(text: \"3\", later: true) }"
            )
        ).ShouldBe("""{"data":{"x":"1","y":"12","z":"123"}}""");
    }

    [Fact]
    public async Task Root_fields_of_a_query_run_at_the_same_time()
    {
        var both = new TaskCompletionSource();
        int waiting = 0;
        async ValueTask<object?> Meet(ResolverContext context)
        {
            if (Interlocked.Increment(ref waiting) == 2)
                both.SetResult();
            await both.Task;
            return context.Field.ResponseName;
        }

        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("a", Scalars.String) { Resolve = Meet },
                new FieldDefinition("b", Scalars.String) { Resolve = Meet }
            )
        );
        (await RequestRunner.GetJsonAsync(schema, "{ a b }")).ShouldBe("""{"data":{"a":"a","b":"b"}}""");
    }

    [Fact]
    public async Task What_is_ready_is_completed_without_waiting_for_the_others()
    {
        var innerRan = new TaskCompletionSource();
        var inner = new ObjectType(
            "Inner",
            new FieldDefinition("x", Scalars.Int)
            {
                Resolve = _ =>
                {
                    innerRan.SetResult();
                    return new ValueTask<object?>(1);
                },
            }
        );
        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("slow", Scalars.Int)
                {
                    Resolve = async _ =>
                    {
                        await innerRan.Task;
                        return 1;
                    },
                },
                new FieldDefinition("fast", inner)
                {
                    Resolve = async _ =>
                    {
                        await Task.Yield();
                        return "fast";
                    },
                }
            )
        );
        (await RequestRunner.GetJsonAsync(schema, "{ slow fast { x } }")).ShouldBe("""{"data":{"slow":1,"fast":{"x":1}}}""");
    }

    [Fact]
    public async Task A_resolver_sees_its_request()
    {
        ResolverContext? seen = null;
        var item = new ObjectType(
            "Item",
            new FieldDefinition("x", Scalars.Int, new InputValueDefinition("y", Scalars.Int))
            {
                Resolve = context =>
                {
                    seen = context;
                    return new ValueTask<object?>((int)context.Parent! + context.Arguments.GetOrDefault<int>("y"));
                },
            }
        );
        var schema = new Schema(new ObjectType("Query", new FieldDefinition("items", item.List()) { Read = _ => new[] { 1, 2 } }));
        GraphQLResult result = await new GraphQLEngine(schema).ExecuteAsync(
            new GraphQLRequest
            {
                Query = "query ($y: Int) { items { z: x(y: $y) } }",
                Variables = RequestRunner.ParseElement("""{"y":5}"""),
                State = "state",
            }
        );
        result.ToJson().ShouldBe("""{"data":{"items":[{"z":6},{"z":7}]}}""");
        seen!.Path.ShouldBe(["items", 1, "z"]);
        seen.State.ShouldBe("state");
        seen.Field.ToString().ShouldBe("Item.x as z");
        seen.Variables.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Lists_may_be_any_sequence()
    {
        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("array", Scalars.Int.List()) { Read = _ => new[] { 1, 2 } },
                new FieldDefinition("lazy", Scalars.Int.List()) { Read = _ => Enumerable.Range(1, 2).Select(i => i * 2) },
                new FieldDefinition("stream", Scalars.Int.NonNull().List()) { Read = _ => Stream() },
                new FieldDefinition("nested", Scalars.Int.List().List()) { Read = _ => new int[][] { [1], [2, 3] } }
            )
        );
        (await RequestRunner.GetJsonAsync(schema, "{ array lazy stream nested }")).ShouldBe(
            """{"data":{"array":[1,2],"lazy":[2,4],"stream":[7,8],"nested":[[1],[2,3]]}}"""
        );

        static async IAsyncEnumerable<object?> Stream()
        {
            yield return 7;
            await Task.Yield();
            yield return 8;
        }
    }

    [Fact]
    public async Task Other_exceptions_go_through_the_hosts_mapper()
    {
        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("a", Scalars.Int) { Read = _ => throw new InvalidOperationException("secret") },
                new FieldDefinition("b", Scalars.Int)
                {
                    Read = _ => throw new GraphQLException("Told.", new Dictionary<string, object?> { ["code"] = "PJG1" }),
                }
            )
        );
        (await RequestRunner.GetJsonAsync(schema, "{ a b }")).ShouldMatchSnapshot();
        var mapping = new GraphQLOptions { ErrorMapper = exception => new GraphQLError(exception.GetType().Name) };
        (await RequestRunner.GetJsonAsync(schema, "{ a }", options: mapping)).ShouldContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_result_has_a_limit()
    {
        var schema = new Schema(new ObjectType("Query", new FieldDefinition("a", Scalars.Int.List()) { Read = _ => new int[11] }));
        GraphQLResult result = await RequestRunner.GetResultAsync(schema, "{ a }", options: new GraphQLOptions { MaxResultNodes = 10 });
        result.HasData.ShouldBeFalse();
        result.Errors.ShouldHaveSingleItem().Message.ShouldBe("The result has more than 10 objects and list items. Select fewer.");
    }

    [Fact]
    public async Task Cancellation_ends_the_request()
    {
        using var source = new CancellationTokenSource();
        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("a", Scalars.Int)
                {
                    Resolve = async context =>
                    {
                        await source.CancelAsync();
                        await Task.Delay(Timeout.Infinite, context.CancellationToken);
                        return 1;
                    },
                }
            )
        );
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new GraphQLEngine(schema).ExecuteAsync(new GraphQLRequest { Query = "{ a }" }, source.Token)
        );
    }

    [Fact]
    public async Task Cancellation_is_noticed_by_what_never_waits()
    {
        using var source = new CancellationTokenSource();
        int read = 0;
        var item = new ObjectType(
            "Item",
            new FieldDefinition("x", Scalars.Int)
            {
                Read = _ =>
                {
                    if (++read == 3)
                        source.Cancel();
                    return read;
                },
            }
        );
        var schema = new Schema(new ObjectType("Query", new FieldDefinition("items", item.List()) { Read = _ => new int[1_000] }));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new GraphQLEngine(schema).ExecuteAsync(new GraphQLRequest { Query = "{ items { x } }" }, source.Token)
        );
        read.ShouldBe(3);
    }

    [Fact]
    public async Task A_timeout_is_a_result()
    {
        var schema = new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("a", Scalars.Int)
                {
                    // Does not listen to its token: the request ends all the same.
                    Resolve = async _ =>
                    {
                        await new TaskCompletionSource().Task;
                        return 1;
                    },
                }
            )
        );
        GraphQLResult result = await RequestRunner.GetResultAsync(
            schema,
            "{ a }",
            options: new GraphQLOptions { ExecutionTimeout = TimeSpan.FromMilliseconds(1) }
        );
        result.RequestError.ShouldBe(RequestErrorKind.Timeout);
        result
            .ToJson()
            .ShouldBe(
                """{"errors":[{"message":"The request exceeded the time limit of this server. Request less data, or retry later."}]}"""
            );
    }
}
