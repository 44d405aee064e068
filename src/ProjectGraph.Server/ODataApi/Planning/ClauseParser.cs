using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>ODataLib's parser for the options of one request, behind a guard and with its failures turned into ours.</summary>
internal sealed class ClauseParser
{
    private static readonly SystemOption[] expressions =
        [SystemOption.Filter, SystemOption.Select, SystemOption.Expand, SystemOption.OrderBy, SystemOption.Apply, SystemOption.Compute];

    private readonly QueryOptions options;
    private readonly ODataQueryOptionParser parser;

    public ClauseParser(ODataModel model, EntityModel entity, QueryOptions options, Limits limits)
    {
        this.options = options;
        var guard = new ExpressionGuard(limits.ExpressionDepth);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in expressions)
            if (options[option] is { } text) texts[option.Name()] = guard.Guard(option, text);
        foreach (var (alias, text) in options.Aliases) texts[alias] = guard.Guard(SystemOption.Filter, text);
        var set = model.SetOf(entity);
        parser = new(model.Edm, set.EntityType(), set, texts) { Resolver = new GraphUriResolver() };
        parser.Settings.MaximumExpansionDepth = limits.ExpandDepth;
        Context = new(parser.ParameterAliasNodes, guard.ListTexts);
    }

    public ExpressionContext Context { get; }

    public ApplyClause? Apply() => Parse(SystemOption.Apply, () => parser.ParseApply());

    public ComputeClause? Compute() => Parse(SystemOption.Compute, () => parser.ParseCompute());

    public FilterClause? Filter() => Parse(SystemOption.Filter, () => parser.ParseFilter());

    public OrderByClause? OrderBy() => Parse(SystemOption.OrderBy, () => parser.ParseOrderBy());

    public SelectExpandClause? SelectExpand() =>
        Parse(options[SystemOption.Expand] is null ? SystemOption.Select : SystemOption.Expand, () => parser.ParseSelectAndExpand());

    // Some mistakes meet an assertion of the parser, whose text tells a client nothing.
    private static string Said(ODataException e) =>
        e.Message.Contains("internal error", StringComparison.OrdinalIgnoreCase) ? "an operator does not fit its operands." : e.Message;

    private T? Parse<T>(SystemOption option, Func<T?> parse) where T : class
    {
        if (options[option] is not { } text) return null;
        if (string.IsNullOrWhiteSpace(text)) throw new ApiException(ErrorCodes.Syntax, $"{option.Name()} is empty.", option.Name());
        try
        {
            return parse();
        }
        catch (ODataException e)
        {
            throw new ApiException(ErrorCodes.Syntax, $"{option.Name()}: {Said(e)}", option.Name());
        }
        // The parser is known to fail in its own ways on malformed input: that is the input's fault all the same.
        catch (Exception e) when (e is not ApiException and not OutOfMemoryException)
        {
            throw new ApiException(new ApiError(ErrorCodes.Syntax, $"{option.Name()} can't be parsed.", option.Name()), e);
        }
    }
}
