using System.Runtime.CompilerServices;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The aliases and the nesting limit that all expressions of one request share.</summary>
/// <param name="aliases">The unparsed parameter aliases, with their <c>@</c>.</param>
internal sealed class ExpressionContext(ODataModel model, IReadOnlyDictionary<string, string> aliases, Limits limits)
{
    // A chain of operators nests as deeply as it is long. The printer and the translator walk the planned expression recursively.
    private const int MaxDepth = 300;

    private readonly Dictionary<string, Expression> _parsedAliases = new(StringComparer.Ordinal);
    private int _depth;

    public ODataModel Model => model;

    /// <summary>Returns the value of an alias, or null if the alias is missing (URL conventions, section 5.3).</summary>
    public Expression GetAlias(string name)
    {
        if (_parsedAliases.TryGetValue(name, out var known))
            return known;
        return _parsedAliases[name] = aliases.TryGetValue(name, out var text)
            ? ClauseReader.ReadExpression(name, text, limits.ExpressionDepth)
            : new LiteralExpression(Value: null);
    }

    public void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ApiException(ErrorCodes.QueryTooComplex, $"The expression is nested more than {MaxDepth} levels deep. Simplify it.");
    }

    public void Leave() => _depth--;
}
