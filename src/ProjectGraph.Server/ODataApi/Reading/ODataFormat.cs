namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>How much control information an answer holds (JSON format, section 3.1).</summary>
internal enum MetadataLevel { Minimal, None, Full }

/// <summary>How a JSON answer is written.</summary>
/// <param name="Ieee754">Long integers and decimals as texts, for readers that know 64-bit floating point only.</param>
internal sealed record ODataFormat(MetadataLevel Metadata, bool Ieee754)
{
    public static readonly ODataFormat Default = new(MetadataLevel.Minimal, false);

    public string ContentType { get; } =
        $"application/json;odata.metadata={Metadata.ToString().ToLowerInvariant()};odata.streaming=true"
        + (Ieee754 ? ";IEEE754Compatible=true" : "") + ";charset=utf-8";
}
