using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>CoerceVariableValues() of spec section 6.1.2.</summary>
internal sealed class VariableCoercion
{
    private const int MaxErrors = 50;

    private readonly List<GraphQLError> _errors = [];
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly int _maxListSize;
    private readonly bool _allowSuggestions;

    private VariableCoercion(int maxListSize, bool allowSuggestions) => (_maxListSize, _allowSuggestions) = (maxListSize, allowSuggestions);

    public static VariableValues Coerce(
        IReadOnlyList<OperationVariable> variables,
        JsonElement? given,
        int maxListSize,
        bool allowSuggestions,
        out IReadOnlyList<GraphQLError> errors
    )
    {
        errors = [];
        if (variables.Count == 0)
            return VariableValues.Empty;
        var coercion = new VariableCoercion(maxListSize, allowSuggestions);
        try
        {
            foreach (OperationVariable variable in variables)
                coercion.Coerce(variable, given);
        }
        catch (TooManyErrorsException)
        {
            coercion._errors.Add(new GraphQLError("Too many errors processing variables, error limit reached. Execution aborted."));
        }

        errors = coercion._errors;
        return new VariableValues(coercion._values);
    }

    private void Coerce(OperationVariable variable, JsonElement? given)
    {
        if (given is not { ValueKind: JsonValueKind.Object } map || !map.TryGetProperty(variable.Name, out JsonElement element))
        {
            if (variable.HasDefault)
                _values[variable.Name] = variable.Default;
            else if (variable.Type.IsNonNull)
                Report(variable, $"Variable \"${variable.Name}\" of required type \"{variable.Type}\" was not provided.");
            return;
        }

        if (JsonUnicodeValidator.FindInvalid(element) is { } invalid)
        {
            // The message cannot show the value, because it is not valid Unicode.
            string place = invalid.Length == 0 || invalid[0] == '[' ? invalid : "." + invalid;
            Report(
                variable,
                $"Variable \"${variable.Name}\" got invalid value at \"{variable.Name}{place}\"; Expected Unicode text, without half of a surrogate pair."
            );
            return;
        }

        if (element.ValueKind == JsonValueKind.Null && variable.Type.IsNonNull)
        {
            Report(variable, $"Variable \"${variable.Name}\" of non-null type \"{variable.Type}\" must not be null.");
            return;
        }

        var coercion = new JsonCoercion(_maxListSize, _allowSuggestions, (path, value, problem) => Report(variable, path, value, problem));
        _values[variable.Name] = coercion.Coerce(element, variable.Type, "");
    }

    private void Report(OperationVariable variable, string path, JsonElement value, string problem)
    {
        string place = path.Length == 0 ? "" : $" at \"{variable.Name}{path}\"";
        Report(variable, $"Variable \"${variable.Name}\" got invalid value {ValueFormatter.Format(value)}{place}; {problem}");
    }

    private void Report(OperationVariable variable, string message)
    {
        if (_errors.Count >= MaxErrors)
            throw new TooManyErrorsException();
        _errors.Add(new GraphQLError(message, variable.Location));
    }

    private sealed class TooManyErrorsException : Exception;
}
