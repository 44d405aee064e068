using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ProjectGraph.Benchmarks.Comparing;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;
using PeerSchema = global::GraphQL.Types.Schema;
using PeerValidator = global::GraphQL.Validation.DocumentValidator;

namespace ProjectGraph.Benchmarks.Peers;

/// <summary>
/// Compares the GraphQL engine with graphql-dotnet in this process, by time and by allocations of the measuring thread. It uses
/// documents of every kind and one request over rows in memory.
/// </summary>
internal static class EnginesReport
{
    private const string Sdl = """
        enum Colour { RED GREEN BLUE }
        input Range { from: Int! to: Int = 10 colours: [Colour!] }
        type Owner { name: String email: String }
        type Project { id: ID! name: String status: Colour progress: Int owner(short: Boolean): Owner related(first: Int, where: Range): [Project!] }
        type Query { project(id: ID!): Project projects(first: Int, where: Range, search: String): [Project!]! }
        """;

    private const string Request = "{ projects { id name status progress owner { name email } } }";

    private static readonly (string Name, string Text)[] Documents =
    [
        ("short", "{ projects { id } }"),
        (
            "list",
            "query Q($first: Int = 50) { projects(first: $first, where: { from: 1, to: 5, colours: [RED, BLUE] }) { id name status progress owner { name email } } }"
        ),
        (
            "nested",
            "{ projects(first: 10) { id name owner { name } related(first: 3) { id name owner { name } related(first: 2, where: { from: 1 }) { id name status related { id progress } } } } }"
        ),
        (
            "fragments",
            "query Q { a: projects { ...F ...G } b: projects(search: \"x\") { ...G } } fragment F on Project { id owner { ...O } } fragment G on Project { name related { ...F } } fragment O on Owner { name email }"
        ),
        (
            "40 aliases",
            $"{{ {string.Join(' ', Enumerable.Range(0, 40).Select(i => $"a{i}: project(id: \"{i}\") {{ id name status }}"))} }}"
        ),
    ];

    private static readonly Row[] Rows =
    [
        .. Enumerable
            .Range(1, 50)
            .Select(i => new Row(
                i.ToString(CultureInfo.InvariantCulture),
                $"Project {i}",
                "RED",
                i,
                new($"Owner {i}", $"{i}@example.org")
            )),
    ];

    public static void Write(Options options)
    {
        var (ours, theirs) = (CreateEngine(cacheSize: 0), CreatePeer());
        Console.WriteLine();
        Console.WriteLine(
            "| GraphQL engine, graphql-dotnet in brackets | microseconds | KB allocated | times its speed | times its allocation |"
        );
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var (name, text) in Documents)
        {
            Line($"parse, {name}", () => Parser.Parse(text), () => GraphQLParser.Parser.Parse(text));
            Line($"parse and validate, {name}", () => Accepted(ours.Prepare(text)), () => Validate(theirs, text));
        }
        var executer = new global::GraphQL.DocumentExecuter();
        var serializer = new global::GraphQL.SystemTextJson.GraphQLSerializer();
        Line("request for 50 rows, document parsed", () => Execute(ours), () => Execute(executer, serializer, theirs));
        Line("request for 50 rows, document cached", () => Execute(Cached), () => Execute(executer, serializer, theirs));

        void Line(string name, Action own, Action peer)
        {
            Warm(own);
            Warm(peer);
            var measured = Enumerable.Range(0, options.Rounds).Select(_ => (Own: Measure(own), Peer: Measure(peer))).ToArray();
            var (time, peerTime) = (
                Report.Median(measured.Select(each => each.Own.Microseconds)),
                Report.Median(measured.Select(each => each.Peer.Microseconds))
            );
            var (bytes, peerBytes) = (
                Report.Median(measured.Select(each => each.Own.Bytes)),
                Report.Median(measured.Select(each => each.Peer.Bytes))
            );
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {time:0.0} ({peerTime:0.0}) | {bytes / 1024:0.0} ({peerBytes / 1024:0.0}) | {peerTime / time:0.00} | {bytes / peerBytes:0.00} |"
                )
            );
        }

        (double Microseconds, double Bytes) Measure(Action work)
        {
            var (limit, runs) = (TimeSpan.FromSeconds(options.Seconds), 0);
            var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            do
            {
                for (var i = 0; i < 10; i++)
                    work();
                runs += 10;
            } while (Stopwatch.GetElapsedTime(start) < limit);
            return (
                Stopwatch.GetElapsedTime(start).TotalMicroseconds / runs,
                (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)runs
            );
        }

        // Warm up until the runtime has compiled frequently used methods.
        static void Warm(Action work)
        {
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1); )
                work();
        }
    }

    private static readonly GraphQLEngine Cached = CreateEngine(cacheSize: 100);

    private static GraphQLEngine CreateEngine(int cacheSize)
    {
        var schema = SchemaReader.Read(Sdl);
        schema.QueryType.Fields["projects"].Read = _ => Rows;
        var project = (ObjectType)schema.FindType("Project")!;
        project.Fields["id"].Read = row => ((Row)row!).Id;
        project.Fields["name"].Read = row => ((Row)row!).Name;
        project.Fields["status"].Read = row => ((Row)row!).Status;
        project.Fields["progress"].Read = row => ((Row)row!).Progress;
        project.Fields["owner"].Read = row => ((Row)row!).Owner;
        var owner = (ObjectType)schema.FindType("Owner")!;
        owner.Fields["name"].Read = row => ((Person)row!).Name;
        owner.Fields["email"].Read = row => ((Person)row!).Email;
        return new(schema, new() { CacheSize = cacheSize });
    }

    private static PeerSchema CreatePeer()
    {
        var schema = PeerSchema.For(Sdl, builder =>
        {
            builder.Types.For("Query").FieldFor("projects").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<object>(_ => Rows);
            var (project, owner) = (builder.Types.For("Project"), builder.Types.For("Owner"));
            project.FieldFor("id").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Row, object>(context => context.Source.Id);
            project.FieldFor("name").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Row, object>(context =>
                context.Source.Name
            );
            project.FieldFor("status").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Row, object>(context =>
                context.Source.Status
            );
            project.FieldFor("progress").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Row, object>(context =>
                context.Source.Progress
            );
            project.FieldFor("owner").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Row, object>(context =>
                context.Source.Owner
            );
            owner.FieldFor("name").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Person, object>(context =>
                context.Source.Name
            );
            owner.FieldFor("email").Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<Person, object>(context =>
                context.Source.Email
            );
        });
        schema.Initialize();
        return schema;
    }

    private static void Accepted(PreparedDocument document)
    {
        if (document.ErrorKind is not null)
            throw new InvalidOperationException(document.Errors[0].Message);
    }

    private static void Validate(PeerSchema schema, string text)
    {
        var document = new global::GraphQL.Execution.GraphQLDocumentBuilder().Build(text);
        var operation = document.Definitions.OfType<GraphQLParser.AST.GraphQLOperationDefinition>().First();
        var result = Completed(
            new PeerValidator().ValidateAsync(
                new()
                {
                    Schema = schema,
                    Document = document,
                    Operation = operation,
                    Variables = global::GraphQL.Inputs.Empty,
                }
            )
        );
        if (!result.IsValid)
            throw new InvalidOperationException(result.Errors[0].Message);
    }

    private static void Execute(GraphQLEngine engine)
    {
        var result = Completed(engine.ExecuteAsync(new() { Query = Request }));
        if (result.Errors.Count > 0)
            throw new InvalidOperationException(result.Errors[0].Message);
        var buffer = new ArrayBufferWriter<byte>(8_192);
        using var writer = new Utf8JsonWriter(buffer);
        result.WriteTo(writer);
    }

    private static void Execute(
        global::GraphQL.DocumentExecuter executer,
        global::GraphQL.SystemTextJson.GraphQLSerializer serializer,
        PeerSchema schema
    )
    {
        var result = Completed(executer.ExecuteAsync(new() { Schema = schema, Query = Request }));
        if (result.Errors?.Count > 0)
            throw new InvalidOperationException(result.Errors[0].Message);
        var buffer = new MemoryStream(8_192);
        serializer.WriteAsync(buffer, result).GetAwaiter().GetResult();
    }

    // Nothing is asynchronous here, so everything runs on the measuring thread.
    private static T Completed<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private sealed record Row(string Id, string Name, string Status, int Progress, Person Owner);

    private sealed record Person(string Name, string Email);
}
