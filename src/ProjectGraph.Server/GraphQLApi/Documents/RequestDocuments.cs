using System.Text.Json;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>Finds the document of a request: its own text, a persisted query or a trusted document.</summary>
internal sealed partial class RequestDocuments(
    GraphQLEngine engine,
    GraphQLSettings settings,
    TrustedDocuments trusted,
    PersistedQueries persisted,
    ILogger<RequestDocuments> logger
)
{
    private const int ProtocolVersion = 1;

    public GraphQLRequest CreateRequest(GraphQLParameters parameters, HttpContext context)
    {
        var text = GetText(parameters, context);
        if (settings.TrustedDocuments.Mode != TrustedDocumentsMode.Off && !trusted.ContainsText(text))
            CheckTrusted(text, CallerAccess.Get(context));
        return new()
        {
            Query = text,
            OperationName = parameters.OperationName,
            Variables = parameters.Variables,
            Extensions = parameters.Extensions,
            State = context,
        };
    }

    private string GetText(GraphQLParameters parameters, HttpContext context)
    {
        var hash = ReadPersistedHash(parameters.Extensions);
        if (parameters.DocumentId is { } id)
        {
            return parameters.Query is null && hash is null
                ? trusted.Find(id)
                    ?? throw new ApiException(
                        ErrorCodes.DocumentNotFound,
                        $"The trusted document `{Shorten(id)}` was not found.",
                        "documentId"
                    )
                : throw new ApiException(
                    ErrorCodes.BadRequest,
                    "`documentId` cannot be combined with `query` or `extensions.persistedQuery`. Leave these out.",
                    "documentId"
                );
        }
        if (hash is not null)
            return GetPersistedText(hash, parameters.Query, context);
        return parameters.Query
            ?? throw new ApiException(
                settings.CreateParameterError(
                    "The parameter `query` is missing. Send the document as `query`, or the id of a trusted one as `documentId`.",
                    "query"
                )
            );
    }

    private string GetPersistedText(string hash, string? text, HttpContext context)
    {
        if (text is null)
        {
            if (trusted.Find(hash) is { } known)
                return known;
            if (!settings.PersistedQueries)
                throw CreateError(ErrorCodes.PersistedQueryNotSupported, "PersistedQueryNotSupported", context);
            return persisted.Find(hash) ?? throw CreateError(ErrorCodes.PersistedQueryNotFound, "PersistedQueryNotFound", context);
        }
        if (DocumentHash.Compute(text) != hash)
            throw new ApiException(
                ErrorCodes.PersistedQueryMismatch,
                "provided sha does not match query",
                "extensions.persistedQuery.sha256Hash"
            );
        // A document that cannot be executed is not stored.
        if (settings.PersistedQueries && engine.Prepare(text).ErrorKind is null)
            persisted.Add(hash, text);
        return text;
    }

    // Apollo's clients expect this message, code and status. They are a step of their protocol and not a failure.
    private ApiException CreateError(ErrorCode code, string message, HttpContext context) =>
        new(
            new ApiError(code, message)
            {
                Status =
                    settings.HttpProfile == HttpProfile.Compat && ResponseMediaType.TryNegotiate(context.Request) == ResponseMediaType.Json
                        ? StatusCodes.Status200OK
                        : code.Status,
            }
        );

    private static string? ReadPersistedHash(JsonElement? extensions)
    {
        if (extensions is not { } given || !given.TryGetProperty("persistedQuery", out var query) || query.ValueKind == JsonValueKind.Null)
            return null;
        if (
            query.ValueKind != JsonValueKind.Object
            || !query.TryGetProperty("sha256Hash", out var hash)
            || hash.ValueKind != JsonValueKind.String
        )
            throw new ApiException(
                ErrorCodes.BadRequest,
                "`extensions.persistedQuery` must be an object with `version` and `sha256Hash`.",
                "extensions.persistedQuery"
            );
        if (
            !query.TryGetProperty("version", out var version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number)
            || number != ProtocolVersion
        )
            throw new ApiException(
                ErrorCodes.BadRequest,
                "Unsupported persisted query version: only version 1 is known.",
                "extensions.persistedQuery.version"
            );
        return hash.GetString()!.ToLowerInvariant();
    }

    private void CheckTrusted(string text, CallerAccess caller)
    {
        if (settings.TrustedDocuments.Mode == TrustedDocumentsMode.Log)
        {
            LogUntrusted(DocumentHash.Compute(text), GetOperationNames(text), caller.Name);
            return;
        }
        if (!caller.Has(Permission.SendUntrustedDocuments))
            throw new ApiException(
                ErrorCodes.DocumentNotTrusted,
                "The document is not trusted, and only trusted documents are executed. Send the `documentId` of a trusted one."
            );
    }

    // The names come from the parsed document, so that only valid names reach the log.
    private string GetOperationNames(string text)
    {
        var operations = engine.Prepare(text).Document?.Definitions.OfType<OperationNode>() ?? [];
        return Shorten(string.Join(", ", operations.Select(operation => operation.Name?.Value ?? "(anonymous)")));
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] + "…" : text;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The document {Hash} of operation {Operation}, sent by {Caller}, is not trusted.")]
    private partial void LogUntrusted(string hash, string operation, string caller);
}
