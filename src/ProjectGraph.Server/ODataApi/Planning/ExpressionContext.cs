using System.Runtime.CompilerServices;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>What all expressions of one request share.</summary>
/// <param name="aliases">Parameter aliases, with their <c>@</c>, as they were written.</param>
internal sealed class ExpressionContext(ODataModel model, IReadOnlyDictionary<string, string> aliases, Limits limits)
{
    // A chain of operators nests to the left as often as it is long: what is planned here is walked again by the printer and by the translator.
    private const int MaxDepth = 300;

    private readonly Dictionary<string, Expression> _read = new(StringComparer.Ordinal);
    private int _depth;

    public ODataModel Model => model;

    /// <summary>The value of an alias; one that is not given is null (URL conventions, section 5.3).</summary>
    public Expression Alias(string name)
    {
        if (_read.TryGetValue(name, out var known)) return known;
        return _read[name] = aliases.TryGetValue(name, out var text)
            ? ClauseReader.Expression(name, text, limits.ExpressionDepth)
            : new LiteralExpression(Value: null);
    }

    public void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new ApiException(ErrorCodes.TooComplex, $"The expression is nested more than {MaxDepth} levels deep.");
    }

    public void Leave() => _depth--;
}
