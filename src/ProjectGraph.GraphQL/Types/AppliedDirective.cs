using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>A directive on a schema element, for the printed schema and for the host.</summary>
public sealed class AppliedDirective
{
    public AppliedDirective(string name, ImmutableArray<ArgumentNode> arguments)
    {
        Name = name;
        Arguments = arguments;
    }

    /// <param name="name">The name without the <c>@</c>.</param>
    /// <param name="arguments">The names and GraphQL literals of the arguments.</param>
    public AppliedDirective(string name, params IEnumerable<(string Name, string Literal)> arguments)
        : this(name, [.. arguments.Select(argument => CreateArgument(argument.Name, argument.Literal))]) { }

    public string Name { get; }

    public ImmutableArray<ArgumentNode> Arguments { get; }

    public ValueNode? FindArgument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;

    private static ArgumentNode CreateArgument(string name, string literal) => new(name, Parser.ParseConstValue(literal), default);
}
