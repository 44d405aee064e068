using System.Text.Json;

namespace ProjectGraph.GraphQL;

/// <summary>
/// A resolver's result that has already read everything for its field's whole sub-selection. The executor neither looks
/// into it nor completes it: it writes one JSON value (object, list or scalar) when the response is written.
/// Null propagation inside it, and its conformance to the field's type, are its own responsibility.
/// </summary>
public interface ISelfWritingValue
{
    void Write(Utf8JsonWriter writer);
}
