namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The amount of control information in a response (JSON format, section 3.1).</summary>
internal enum MetadataLevel
{
    Minimal,
    None,
    Full,
}

/// <summary>The JSON format of a response.</summary>
/// <param name="Ieee754">Whether long integers and decimals are written as texts, for readers with 64-bit floating point only.</param>
internal sealed record ODataFormat(MetadataLevel Metadata, bool Ieee754)
{
    public static readonly ODataFormat Default = new(MetadataLevel.Minimal, false);

    public string ContentType { get; } =
        $"application/json;odata.metadata={Metadata.ToString().ToLowerInvariant()};odata.streaming=true"
        + (Ieee754 ? ";IEEE754Compatible=true" : "")
        + ";charset=utf-8";
}
