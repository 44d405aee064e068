namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Which statuses tell what happened.</summary>
public enum HttpProfile
{
    /// <summary>What the audits of graphql-http want and every client understands.</summary>
    Compat,

    /// <summary>GraphQL over HTTP as drafted in August 2026: 422 and 294, the same under both media types.</summary>
    Draft2026,
}

/// <summary>What becomes of a request whose document is not among the trusted ones.</summary>
public enum TrustedDocumentsMode { Off, Log, Enforce }

/// <summary>The section <c>GraphQL</c> of the configuration.</summary>
public sealed class GraphQLSettings
{
    public HttpProfile HttpProfile { get; set; }

    /// <summary>Whether callers may ask for the schema, by introspection or as SDL.</summary>
    public bool Introspection { get; set; } = true;

    /// <summary>Whether a client may leave a document here and later send only its hash (automatic persisted queries).</summary>
    public bool PersistedQueries { get; set; } = true;

    /// <summary>Requests that one body may hold as a JSON list; 0 refuses lists.</summary>
    public int Batching { get; set; }

    public TrustedDocumentsSettings TrustedDocuments { get; set; } = new();

    /// <exception cref="StartException">A value is none that the setting takes: the message names it.</exception>
    internal static GraphQLSettings Of(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection("GraphQL").Get<GraphQLSettings>() ?? new();
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartException(wrong.Message);
        }
    }

    /// <summary>A body that is JSON, but no request: the draft tells it from one that can't be read at all.</summary>
    internal ApiError BadParameter(string message, string target) => new(ErrorCodes.BadRequest, message, target)
    {
        Status = HttpProfile == HttpProfile.Draft2026 ? StatusCodes.Status422UnprocessableEntity : ErrorCodes.BadRequest.Status,
    };
}

public sealed class TrustedDocumentsSettings
{
    /// <summary>Holds <c>*.graphql</c> files and manifests, <c>*.json</c>. None: there are no trusted documents.</summary>
    public string? Folder { get; set; }

    public TrustedDocumentsMode Mode { get; set; }
}
