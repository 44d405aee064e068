using System.Globalization;
using System.Text.Json;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Coerces a variable's JSON to host values, and reports each error with its path (spec section 6.1.2).</summary>
internal sealed class JsonCoercion(int maxListSize, bool allowSuggestions, Action<string, JsonElement, string> report)
{
    /// <summary>Reports an error with its path below the variable, e.g. <c>.items[2].name</c>.</summary>
    public object? Coerce(JsonElement element, GraphQLType type, string path)
    {
        if (type is NonNullType nonNull)
        {
            if (element.ValueKind != JsonValueKind.Null)
                return Coerce(element, nonNull.Inner, path);
            report(path, element, $"Expected non-nullable type \"{type}\" not to be null.");
            return null;
        }

        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        return type switch
        {
            ListType list => CoerceList(element, list, path),
            InputObjectType input => CoerceObject(element, input, path),
            EnumType e => CoerceEnum(element, e, path),
            ScalarType scalar => CoerceScalar(element, scalar, path),
            _ => null,
        };
    }

    private object?[] CoerceList(JsonElement element, ListType list, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return [Coerce(element, list.Item, path)];
        int length = element.GetArrayLength();
        if (length > maxListSize)
        {
            report(
                path,
                element,
                string.Create(CultureInfo.InvariantCulture, $"A list of {length} items exceeds the limit of {maxListSize}.")
            );
            return [];
        }

        object?[] items = new object?[length];
        int i = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            items[i] = Coerce(item, list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
            i++;
        }

        return items;
    }

    private InputObject? CoerceObject(JsonElement element, InputObjectType type, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            report(path, element, $"Expected type \"{type.Name}\" to be an object.");
            return null;
        }

        object?[] slots = new object?[type.Fields.Count];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = CoerceField(element, type.Fields[i], path);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (type.Fields.IndexOf(property.Name) < 0)
            {
                string suggestion = allowSuggestions ? Suggestions.DidYouMean(property.Name, type.Fields.Names) : "";
                report(path, element, $"Field \"{property.Name}\" is not defined by type \"{type.Name}\".{suggestion}");
            }
        }

        if (type.IsOneOf)
            CheckOneOf(element, type, path);
        return new InputObject(type, slots);
    }

    private object? CoerceField(JsonElement element, InputValueDefinition field, string path)
    {
        if (element.TryGetProperty(field.Name, out JsonElement value))
            return Coerce(value, field.Type, $"{path}.{field.Name}");
        if (field.DefaultValue is not null)
            return field.CoercedDefault;
        if (field.Type.IsNonNull)
            report(path, element, $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.");
        return InputDictionary.Absent;
    }

    private void CheckOneOf(JsonElement element, InputObjectType type, string path)
    {
        JsonProperty[] given = [.. element.EnumerateObject().Where(property => type.Fields.IndexOf(property.Name) >= 0)];
        if (given.Length != 1)
            report(path, element, $"Exactly one key must be specified for OneOf type \"{type.Name}\".");
        foreach (JsonProperty property in given.Where(property => property.Value.ValueKind == JsonValueKind.Null).Take(1))
            report($"{path}.{property.Name}", property.Value, $"Field \"{property.Name}\" must be non-null.");
    }

    private object? CoerceEnum(JsonElement element, EnumType type, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            report(
                path,
                element,
                $"Enum \"{type.Name}\" cannot represent non-string value: {ValueFormatter.Format(element)}."
                    + SuggestEnumValue(ValueFormatter.Format(element), type)
            );
            return null;
        }

        string name = element.GetString()!;
        EnumValue? found = type.Values.Find(name);
        if (found is null)
            report(path, element, $"Value \"{name}\" does not exist in \"{type.Name}\" enum.{SuggestEnumValue(name, type)}");
        return found?.Value;
    }

    private string SuggestEnumValue(string given, EnumType type) => allowSuggestions ? EnumSuggestion(given, type) : "";

    internal static string EnumSuggestion(string given, EnumType type) =>
        Suggestions.DidYouMean("the enum value ", Suggestions.FindSimilar(given, type.Values.Names));

    private object? CoerceScalar(JsonElement element, ScalarType scalar, string path)
    {
        string problem;
        try
        {
            return scalar.ParseValue(element);
        }
        catch (GraphQLException exception)
        {
            problem = exception.Message;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            problem = $"Expected type \"{scalar.Name}\". {exception.Message}";
        }

        // Outside the handlers above, because the report may throw to end the coercion.
        report(path, element, problem);
        return null;
    }
}
