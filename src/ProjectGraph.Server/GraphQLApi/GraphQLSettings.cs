namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The rules for HTTP statuses.</summary>
public enum HttpProfile
{
    /// <summary>The statuses that graphql-http's audits require and every client supports.</summary>
    Compat,

    /// <summary>The GraphQL over HTTP draft of August 2026, with 422 and 294 under both media types.</summary>
    Draft2026,
}

/// <summary>The handling of a request whose document is not trusted.</summary>
public enum TrustedDocumentsMode
{
    Off,
    Log,
    Enforce,
}

/// <summary>The section <c>GraphQL</c> of the configuration.</summary>
public sealed class GraphQLSettings
{
    public HttpProfile HttpProfile { get; set; }

    /// <summary>Whether callers may read the schema, by introspection or as SDL.</summary>
    public bool Introspection { get; set; } = true;

    /// <summary>Whether a client may register a document and then send only its hash (automatic persisted queries).</summary>
    public bool PersistedQueries { get; set; } = true;

    /// <summary>The maximum number of requests in one body. 0 refuses lists.</summary>
    public int Batching { get; set; }

    public TrustedDocumentsSettings TrustedDocuments { get; set; } = new();

    /// <exception cref="StartException">A setting has an invalid value, which the message names.</exception>
    internal static GraphQLSettings Read(IConfiguration configuration)
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

    /// <summary>Creates the error for JSON that is not a request. The draft distinguishes it from an unreadable body.</summary>
    internal ApiError CreateParameterError(string message, string target) =>
        new(ErrorCodes.BadRequest, message, target)
        {
            Status = HttpProfile == HttpProfile.Draft2026 ? StatusCodes.Status422UnprocessableEntity : ErrorCodes.BadRequest.Status,
        };
}

public sealed class TrustedDocumentsSettings
{
    /// <summary>The folder of <c>*.graphql</c> files and <c>*.json</c> manifests. Null disables trusted documents.</summary>
    public string? Folder { get; set; }

    public TrustedDocumentsMode Mode { get; set; }
}
