using System.Text.Json;

namespace ProjectGraph.GraphQL;

/// <summary>
/// A resolver's result that already contains all data of its field's sub-selection. It writes one JSON value (object, list
/// or scalar) when the response is written. The executor neither inspects nor completes it. The value itself ensures null
/// propagation and conformance to the field's type.
/// </summary>
public interface ISelfWritingValue
{
    void Write(Utf8JsonWriter writer);
}
