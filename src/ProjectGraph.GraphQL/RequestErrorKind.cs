namespace ProjectGraph.GraphQL;

/// <summary>The reason for which a whole request was refused or interrupted.</summary>
public enum RequestErrorKind
{
    /// <summary>The text is not a GraphQL document, or exceeds a parser limit.</summary>
    Syntax,

    /// <summary>The document breaks a rule of the schema or of the specification, or exceeds a limit.</summary>
    Validation,

    /// <summary>The operation does not exist, or the request must name one and does not.</summary>
    OperationNotFound,

    /// <summary>The request is a mutation where the host allows queries only, such as over HTTP GET.</summary>
    MethodNotAllowed,

    /// <summary>A subscription was sent to a transport that does not support subscriptions.</summary>
    SubscriptionNotAllowed,

    /// <summary>A variable does not fit its type.</summary>
    Coercion,

    /// <summary>The host did not admit the operation. The list of errors may be empty.</summary>
    NotAdmitted,

    /// <summary>The execution exceeded the host's time limit.</summary>
    Timeout,
}
