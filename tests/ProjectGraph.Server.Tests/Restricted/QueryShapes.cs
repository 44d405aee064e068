using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Server.Tests.Bi;
using ProjectGraph.Server.Tests.ODataApi;
using ProjectGraph.Server.Tests.ODataApi.Oracle;
using ProjectGraph.Server.Tests.Oracle;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.Restricted;

/// <summary>
/// The queries of both protocols' test suites, read from their sources, the examples and the corpus of BI tools; and what the model offers:
/// every field, relation, filter, order and group of it.
/// </summary>
internal static partial class QueryShapes
{
    private static readonly string[] Suites =
    [
        "GraphQLApi",
        "ODataApi",
        "Parity",
        "Oracle",
        "Conformance",
        "Explaining",
        "Costs",
        "Bi",
        "Access",
    ];

    private static readonly Regex Sets = new(
        $"^/(odata/)?({string.Join('|', GraphModel.Instance.Entities.Select(entity => entity.Set))}|\\$root|\\$crossjoin|\\$entity|\\$all)\\b"
    );

    private static readonly Regex LiveReads = new($@"\b({string.Join('|', VendorRegistry.BuiltIn.LiveReads.Select(read => read.Name))})\b");

    private static readonly Lazy<string[]> LazyLiterals = new(() =>
        [
            .. Suites
                .SelectMany(suite => Repository.Sources("tests/ProjectGraph.Server.Tests/" + suite))
                .SelectMany(file => Literals(file.Text))
                .Distinct(),
        ]
    );

    /// <summary>URLs below the service root.</summary>
    public static IReadOnlyList<string> OData()
    {
        var random = new RandomOptions(PlanText.Model.Edm, new Random(20260712));
        return
        [
            .. new[]
            {
                LazyLiterals
                    .Value.Where(text => Sets.IsMatch(text))
                    .Select(text => text.StartsWith("/odata/", StringComparison.Ordinal) ? text["/odata".Length..] : text),
                LazyLiterals.Value.Where(IsOptions).SelectMany(text => new[] { "/Projects?" + text, "/Companies?" + text }),
                LazyLiterals
                    .Value.Where(IsFilter)
                    .SelectMany(text => new[] { $"/Projects?$count=true&$filter={text}", $"/Projects/$count?$filter={text}" }),
                LazyLiterals.Value.Where(IsApply).Select(text => "/Projects?$apply=" + text),
                CorpusFile
                    .Names.SelectMany(name => CorpusFile.Read(name).Requests)
                    .Select(request => request.Url)
                    .Where(url => url.Contains("/odata/", StringComparison.Ordinal))
                    .Select(url => url[(url.IndexOf("/odata/", StringComparison.Ordinal) + 6)..]),
                Example()
                    .Matches(File.ReadAllText(Path.Combine(Repository.Root, "schema/examples/odata.http")))
                    .Select(match => match.Groups[1].Value),
                GraphModel.Instance.Entities.SelectMany(OfEntity),
                Crossed(),
                Enumerable.Range(0, 300).Select(_ => random.Url()),
            }
                .SelectMany(urls => urls)
                .Select(url =>
                    url.Replace("{{", "", StringComparison.Ordinal)
                        .Replace("}}", "", StringComparison.Ordinal)
                        .Replace("#", "%23", StringComparison.Ordinal)
                )
                .Where(url => !url.Contains("$metadata", StringComparison.Ordinal))
                .Distinct(),
        ];
    }

    /// <summary>Documents that only read the graph.</summary>
    public static IReadOnlyList<string> GraphQL() =>
        [
            .. LazyLiterals
                .Value.Where(text => text.TrimStart().StartsWith('{') || text.TrimStart().StartsWith("query", StringComparison.Ordinal))
                .Concat(
                    LazyLiterals
                        .Value.Where(text => text.TrimStart().StartsWith('{') && text.Contains(": {", StringComparison.Ordinal))
                        .Select(where => $"{{ projects(first: 100, where: {where}) {{ totalCount nodes {{ id name }} }} }}")
                )
                .Concat(LazyLiterals.Value.Where(text => Root().IsMatch(text)).Select(text => $"{{ {text} }}"))
                .Concat(
                    Directory
                        .EnumerateFiles(Path.Combine(Repository.Root, "schema/examples"), "*.graphql", SearchOption.AllDirectories)
                        .Order(StringComparer.Ordinal)
                        .Select(File.ReadAllText)
                )
                .Concat(GraphModel.Instance.Entities.Where(entity => entity.IsNode).SelectMany(GraphQLOf))
                .Where(text =>
                    !text.Contains("mutation", StringComparison.Ordinal)
                    && !text.Contains("subscription", StringComparison.Ordinal)
                    && !LiveReads.IsMatch(text)
                )
                .Distinct(),
        ];

    private static IEnumerable<string> OfEntity(EntityModel entity)
    {
        var set = "/" + entity.Set;
        var (ones, manies) = (
            entity.Relations.Where(relation => !relation.IsMany && relation.Protocols.HasFlag(Protocols.OData)),
            entity.Relations.Where(relation => relation.IsMany && relation.Protocols.HasFlag(Protocols.OData))
        );
        yield return set + "?$count=true";
        yield return set + "/$count";
        yield return $"{set}/$filter({entity.Key.Name} gt 2)/$count";
        yield return $"{set}/$filter(@f)?$count=true&$top=3&@f={entity.Key.Name} gt 2";
        yield return $"{set}/$filter({entity.Key.Name} gt 2)?$apply=aggregate($count as N,{entity.Key.Name} with max as M)";
        yield return set + "?$top=0&$count=true";
        yield return set + "?$top=3&$skip=2";
        yield return set + "?$search=FOREIGN";
        yield return set + "?$search=Project";
        yield return set + "?$search=Project NOT 003&$count=true";
        yield return set + "?$apply=aggregate($count as N)";
        yield return $"{set}?$apply=groupby(({entity.Key.Name}),aggregate($count as N))";
        yield return $"{set}?$apply=filter({entity.Key.Name} gt 2)/groupby(({entity.Key.Name}))/aggregate($count as N)";
        yield return $"{set}?$apply=concat(aggregate($count as N),aggregate({entity.Key.Name} with max as M))";
        yield return $"{set}?$compute={entity.Key.Name} add 1 as Next&$select=Next";
        foreach (var field in entity.Fields.Where(field => field.Protocols.HasFlag(Protocols.OData) && field.IsComparable))
        {
            yield return $"{set}?$orderby={field.Name} desc&$top=5";
            yield return $"{set}?$filter={field.Name} ne null&$count=true";
            yield return $"{set}?$apply=groupby(({field.Name}),aggregate($count as N))";
            yield return $"{set}?$apply=aggregate({field.Name} with countdistinct as N,{field.Name} with max as M,{field.Name} with min as L)";
            if (field.Kind == FieldKind.Text)
                yield return $"{set}?$filter=contains({field.Name},'FOREIGN')";
        }
        for (var key = 1; key <= 400; key = (key * 3) + 1)
        {
            yield return $"{set}({key})";
            yield return $"{set}/{key}";
            yield return $"{set}/$filter({entity.Key.Name} lt 60)/{key}";
            foreach (var relation in entity.Relations.Where(relation => relation.Protocols.HasFlag(Protocols.OData)))
            {
                yield return $"{set}({key})/{relation.Name}";
                yield return $"{set}/{key}/{relation.Name}";
                yield return $"{set}/$filter({entity.Key.Name} lt 60)/{key}/{relation.Name}";
                if (!relation.IsMany)
                    continue;
                for (var related = 1; related <= 200; related = (related * 5) + 1)
                    yield return $"{set}/{key}/{relation.Name}/{related}";
            }
        }
        foreach (var relation in ones)
        {
            yield return $"{set}?$expand={relation.Name}";
            yield return $"{set}?$filter={relation.Name} ne null&$count=true";
            yield return $"{set}?$filter={relation.Name} eq null&$count=true";
            yield return $"{set}?$orderby={relation.Name}/{relation.Target.Key.Name} desc";
            yield return $"{set}?$apply=groupby(({relation.Name}/{relation.Target.Key.Name}),aggregate($count as N))";
        }
        foreach (var relation in manies)
        {
            var key = relation.Target.Key.Name;
            yield return $"{set}?$expand={relation.Name}($count=true;$top=2)";
            yield return $"{set}?$expand={relation.Name}($filter={key} gt 3;$orderby={key} desc)";
            yield return $"{set}?$expand={relation.Name}/$count";
            yield return $"{set}?$filter={relation.Name}/any()&$count=true";
            yield return $"{set}?$filter={relation.Name}/all(x:x/{key} lt 60)&$count=true";
            yield return $"{set}?$filter={relation.Name}/$count gt 1&$orderby={relation.Name}/$count desc";
            yield return $"{set}?$filter={relation.Name}/$count($filter={key} gt 30) eq 0&$count=true";
            yield return $"{set}?$compute={relation.Name}/$count as N&$orderby=N desc";
            yield return $"{set}?$apply=groupby(({entity.Key.Name}),aggregate({relation.Name}/$count as N))";
            yield return $"{set}?$expand={relation.Name}($apply=aggregate($count as N,{key} with max as M))";
            yield return $"{set}?$expand={relation.Name}($apply=groupby(({key}),aggregate($count as N));$count=true)";
            yield return $"{set}?$expand={relation.Name}($apply=filter({key} gt 3)/orderby({key} desc);$top=2)";
            yield return $"{set}?$filter={relation.Name}/$filter({key} gt 30)/$count gt 1&$count=true";
            yield return $"{set}?$filter={relation.Name}/$filter({key} gt 30)/any()&$count=true";
            foreach (var one in relation.Target.Relations.Where(one => !one.IsMany && one.Protocols.HasFlag(Protocols.OData)))
                yield return $"{set}?$expand={relation.Name}($apply=groupby(({one.Name}/{one.Target.Key.Name}),aggregate($count as N)))";
        }
    }

    private static IEnumerable<string> Crossed()
    {
        foreach (
            var (left, right) in new[]
            {
                ("Projects", "Companies"),
                ("VendorAccounts", "SyncRuns"),
                ("ProjectTags", "Projects"),
                ("Operations", "People"),
                ("QuarantinedRecords", "SchemaDrifts"),
            }
        )
        {
            yield return $"/$crossjoin({left},{right})?$top=5&$count=true";
            yield return $"/$crossjoin({left},{right})/$count";
            yield return $"/$crossjoin({left},{right})?$filter={left}/Id eq {right}/Id&$expand={left},{right}";
        }
        foreach (var id in (int[])[1, 2, 30, 60, 100])
        {
            yield return $"/Projects?$filter=Mrr gt $root/Projects({id})/Mrr&$count=true";
            yield return $"/Projects?$filter=Name eq $root/Projects({id})/Name&$count=true";
            yield return $"/Companies?$filter=Name ne $root/Companies({id})/Name&$count=true";
            yield return $"/Projects?$filter=Mrr gt $root/Projects/{id}/Mrr&$count=true";
            yield return $"/$entity?$id=Projects({id})";
            yield return $"/$entity?$id=Projects/{id}";
            yield return $"/Projects/{id}/Name/$value";
            yield return $"/Projects/{id}/Tags/$count";
            yield return $"/Projects/{id}/$ref";
            yield return $"/Projects/{id}/VendorAccount/Projects/{id + 1}/Name";
            yield return $"/Projects({id})/Name/$value";
            yield return $"/Projects({id})/Tags/$count";
            yield return $"/Projects({id})/$ref";
            yield return $"/VendorAccounts({id % 8})/ProjectCount";
            yield return $"/Projects({id})/VendorAccount/Projects/$count";
        }
        yield return "/Projects?$filter=Id in (1,2,30,60,90,100)&$count=true";
        yield return "/Projects?$apply=filter(Mrr gt 100)/groupby((Vendor),aggregate(Mrr with sum as Sum))/filter(Sum gt 1)&$orderby=Vendor";
        yield return "/Projects?$apply=topcount(5,Mrr)";
        yield return "/Projects?$apply=join(Tags as T,filter(T/Tag eq 'shared'))/aggregate($count as N)";
        yield return "/Projects?$apply=groupby((rollup(null,Vendor,Status)),aggregate($count as N))";
        yield return "/Projects?$filter=Tags/any(t:t/Tag eq 'shared' and t/ProjectId eq Id)&$count=true";
    }

    private static IEnumerable<string> GraphQLOf(EntityModel entity)
    {
        var root = GraphModel.CamelCase(entity.Set);
        var (paths, key) = (GraphPath.Of(entity), entity.Key.GraphQLName);
        var fields = string.Join(' ', paths.Select(path => path.Selection).Distinct());
        yield return $"{{ {root}(first: 1000) {{ totalCount nodes {{ id {string.Join(' ', entity.Fields.Where(field => field.Protocols.HasFlag(Protocols.GraphQL) && field.Group is null).Select(field => field.GraphQLName))} }} }} }}";
        yield return $"{{ {root}(last: 3) {{ totalCount pageInfo {{ hasNextPage hasPreviousPage }} edges {{ cursor node {{ id }} }} }} }}";
        yield return $"{{ {root}(search: \"Project\") {{ totalCount nodes {{ id }} }} }}";
        yield return $"{{ {root}(search: \"FOREIGN\") {{ totalCount nodes {{ id }} }} }}";
        yield return $"{{ {root}(first: 1) {{ totalCount }} }}";
        foreach (var path in paths)
        {
            yield return $"{{ {root}(first: 100, order: [{path.Input("DESC")}]) {{ totalCount nodes {{ id {path.Selection} }} }} }}";
            yield return $"{{ {root}(first: 100, where: {path.Input("{ neq: null }")}) {{ totalCount nodes {{ id }} }} }}";
            yield return $"{{ {root}(first: 100, where: {path.Input("{ eq: null }")}) {{ totalCount nodes {{ id }} }} }}";
            if (path.Field.Kind == FieldKind.Text)
                yield return $"{{ {root}(first: 100, where: {path.Input("{ contains: \"FOREIGN\" }")}) {{ totalCount nodes {{ id }} }} }}";
        }
        foreach (var relation in entity.Relations.Where(relation => relation.Protocols.HasFlag(Protocols.GraphQL) && relation.IsMany))
        {
            var name = relation.GraphQLName;
            if (relation.IsPaged)
                yield return $"{{ {root}(first: 100) {{ nodes {{ id {name}(first: 3) {{ totalCount pageInfo {{ hasNextPage }} nodes {{ __typename }} }} }} }} }}";
            else if (relation.ListOf is not null)
                yield return $"{{ {root}(first: 100) {{ nodes {{ id {name} }} }} }}";
            else
                yield return $"{{ {root}(first: 100) {{ nodes {{ id {name} {{ __typename }} }} }} }}";
            yield return $"{{ {root}(first: 100, where: {{ {name}: {{ any: true }} }}) {{ totalCount nodes {{ id }} }} }}";
            yield return $"{{ {root}(first: 100, where: {{ {name}: {{ any: false }} }}) {{ totalCount nodes {{ id }} }} }}";
        }
        for (var id = 1; id <= 400; id = (id * 2) + 1)
        {
            var global = GlobalId.Format(entity, id);
            yield return $"{{ node(id: \"{global}\") {{ id __typename }} {GraphModel.CamelCase(entity.Name)}(id: \"{global}\") {{ id }} }}";
        }
        yield return $"{{ nodes(ids: [{string.Join(", ", Enumerable.Range(1, 90).Select(id => $"\"{GlobalId.Format(entity, id * 3)}\""))}]) {{ id }} }}";
        if (entity.Type != typeof(Project))
            yield break;
        foreach (var group in GroupKeys.Get(entity))
            yield return $"{{ projectAggregates(groupBy: [{group.EnumName}]) {{ count sum {{ mrr }} avg {{ mrr }} min {{ mrr }} max {{ mrr }} }} }}";
        yield return "{ projectAggregates(groupBy: []) { count sum { mrr arr nrr } } }";
        yield return "{ projectAggregates(groupBy: [VENDOR], search: \"Project\", where: { tags: { some: { eq: \"shared\" } } }) { vendor count } }";
        foreach (
            var vendor in Enum.GetValues<Vendor>()
                .Select(vendor => GraphModel.Instance.Projects.Field(nameof(Project.Vendor)).Enum!.Find((long)vendor)!.Name)
        )
            yield return $"{{ projects(first: 5) {{ nodes {{ id representation(vendor: {vendor}) {{ vendor document createRequest {{ method path body }} losses {{ field reason }} }} capabilities {{ operations {{ name }} }} }} }} }}";
        yield return "{ vendorAccounts { totalCount nodes { name baseUrl projectCount projects(first: 50) { totalCount nodes { company { name projects { totalCount nodes { owner { name ownedProjects { totalCount } } } } } managers { name managedProjects { totalCount } } tags } } syncRuns { totalCount nodes { quarantinedRecords { totalCount nodes { message } } } } schemaDrifts { totalCount nodes { field } } } } }";
    }

    private static bool IsOptions(string text) =>
        text.StartsWith('$') && text.Contains('=', StringComparison.Ordinal) && !text.Contains("token", StringComparison.Ordinal);

    private static bool IsFilter(string text) =>
        Operator().IsMatch(text)
        && !text.StartsWith('/')
        && !text.StartsWith('$')
        && !text.Contains('?', StringComparison.Ordinal)
        && !text.Contains('{', StringComparison.Ordinal);

    private static bool IsApply(string text) => Transformation().IsMatch(text);

    /// <summary>The strings of a source. A hole of an interpolated one is 1, which mostly is a value that its place takes.</summary>
    private static IEnumerable<string> Literals(string source)
    {
        foreach (Match match in Raw().Matches(source))
            yield return Hole().Replace(match.Groups[2].Value, "1").Trim();
        foreach (Match match in Quoted().Matches(Raw().Replace(source, "")))
        {
            var (isInterpolated, text) = (match.Groups[1].Length > 0, match.Groups[2].Value);
            if (isInterpolated)
                text = Hole()
                    .Replace(text.Replace("{{", "\u0001", StringComparison.Ordinal).Replace("}}", "\u0002", StringComparison.Ordinal), "1")
                    .Replace('\u0001', '{')
                    .Replace('\u0002', '}');
            if (Unescape(text) is { Length: > 3 and < 3_000 } unescaped)
                yield return unescaped;
        }
    }

    private static string? Unescape(string text)
    {
        try
        {
            return Regex.Unescape(text);
        }
        catch (RegexParseException)
        {
            // An escape that C# has and regular expressions have not, such as \U0001F600: the text is left out.
            return null;
        }
    }

    [GeneratedRegex("(\\$*)\"\"\"(.*?)\"\"\"", RegexOptions.Singleline)]
    private static partial Regex Raw();

    [GeneratedRegex("(\\$?)(?<!@)\"((?:[^\"\\\\\\r\\n]|\\\\.)+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\{?[A-Za-z_][^{}]*\}\}?")]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"^(projects|companies|people|connections|operations|syncRuns|projectSnapshots|dates|projectAggregates|nodes?|project|company|person|connection|operation)\b[^""]*\{"
    )]
    private static partial Regex Root();

    [GeneratedRegex(@"\b(eq|ne|gt|ge|lt|le|in|has)\b .|^(contains|startswith|endswith|matchesPattern)\(|/(any|all)\(")]
    private static partial Regex Operator();

    [GeneratedRegex(
        @"^(groupby|aggregate|filter|compute|concat|topcount|bottomcount|toppercent|topsum|identity|join|outerjoin|orderby|nest|expand|search)\("
    )]
    private static partial Regex Transformation();

    [GeneratedRegex(@"^GET \{\{service\}\}/odata(\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
