using System.Runtime.CompilerServices;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.2", "Subscriptions")]
public class SubscriptionTests
{
    [Fact]
    public async Task Each_event_becomes_a_result() =>
        (await Collect("subscription { changed(from: 3) { id } }")).ShouldBe([
            """{"data":{"changed":{"id":3}}}""",
            """{"data":{"changed":{"id":4}}}""",
        ]);

    [Fact]
    public async Task An_error_of_one_event_is_in_its_result() =>
        (await Collect("subscription { changed(from: 0) { id } }"))
            .Select(result => RequestRunner.ParseElement(result))
            .ShouldMatchSnapshot();

    [Fact]
    public async Task A_source_that_fails_is_a_single_result() =>
        (await Collect("subscription { broken { id } }")).Select(result => RequestRunner.ParseElement(result)).ShouldMatchSnapshot();

    [Theory]
    [InlineData("subscription { changed { nothing } }", "Cannot query field")]
    [InlineData("subscription {", "Syntax Error")]
    [InlineData("query A { a } query B { a }", "Must provide operation name")]
    public async Task A_refused_request_is_a_single_result(string query, string message) =>
        (await Collect(query)).ShouldHaveSingleItem().ShouldContain(message);

    [Fact]
    public async Task A_query_has_a_single_result() => (await Collect("{ a }")).ShouldBe(["""{"data":{"a":1}}"""]);

    [Fact]
    public async Task Cancelling_ends_the_source()
    {
        using var source = new CancellationTokenSource();
        int results = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                GraphQLResult _ in new GraphQLEngine(Build()).SubscribeAsync(Request("subscription { forever { id } }"), source.Token)
            )
            {
                if (++results == 3)
                    await source.CancelAsync();
            }
        });
        results.ShouldBe(3);
    }

    [Fact]
    public async Task The_host_may_hold_back_each_event()
    {
        using var asked = new SemaphoreSlim(0);
        using var admitted = new SemaphoreSlim(0);
        var engine = new GraphQLEngine(
            Build(),
            new GraphQLOptions
            {
                BeforeEvent = (_, token) =>
                {
                    asked.Release();
                    return new ValueTask(admitted.WaitAsync(token));
                },
            }
        );
        await using IAsyncEnumerator<GraphQLResult> results = engine
            .SubscribeAsync(Request("subscription { changed(from: 3) { id } }"))
            .GetAsyncEnumerator();
        foreach (int id in (int[])[3, 4])
        {
            Task<bool> next = results.MoveNextAsync().AsTask();
            await asked.WaitAsync();
            next.IsCompleted.ShouldBeFalse();
            admitted.Release();
            (await next).ShouldBeTrue();
            results.Current.ToJson().ShouldContain($"\"id\":{id}");
        }
        (await results.MoveNextAsync()).ShouldBeFalse();
        asked.CurrentCount.ShouldBe(0);
    }

    [Fact]
    public async Task Executing_instead_of_subscribing_is_refused()
    {
        GraphQLResult result = await new GraphQLEngine(Build()).ExecuteAsync(Request("subscription { changed { id } }"));
        result.RequestError.ShouldBe(RequestErrorKind.SubscriptionNotAllowed);
    }

    private static GraphQLRequest Request(string query) => new() { Query = query };

    private static async Task<List<string>> Collect(string query)
    {
        var results = new List<string>();
        await foreach (GraphQLResult result in new GraphQLEngine(Build()).SubscribeAsync(Request(query)))
            results.Add(result.ToJson());
        return results;
    }

    private static Schema Build()
    {
        var item = new ObjectType(
            "Item",
            new FieldDefinition("id", Scalars.Int) { Read = parent => (int)parent! == 0 ? throw new GraphQLException("Zero.") : parent }
        );
        return new Schema(
            new ObjectType("Query", new FieldDefinition("a", Scalars.Int) { Read = _ => 1 }),
            subscription: new ObjectType(
                "Subscription",
                new FieldDefinition("changed", item, new InputValueDefinition("from", Scalars.Int, "1"))
                {
                    Subscribe = context => new ValueTask<IAsyncEnumerable<object?>>(
                        Numbers(context.Arguments.GetOrDefault<int>("from"), 2)
                    ),
                },
                new FieldDefinition("forever", item)
                {
                    Subscribe = _ => new ValueTask<IAsyncEnumerable<object?>>(Numbers(1, int.MaxValue)),
                },
                new FieldDefinition("broken", item) { Subscribe = _ => throw new GraphQLException("No source.") }
            )
        );
    }

    private static async IAsyncEnumerable<object?> Numbers(int from, int count, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return from + i;
        }
    }
}
