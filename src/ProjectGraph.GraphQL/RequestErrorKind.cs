namespace ProjectGraph.GraphQL;

/// <summary>Why a request was refused as a whole, before or instead of being executed.</summary>
public enum RequestErrorKind
{
    /// <summary>The text is not a GraphQL document, or exceeds a parser limit.</summary>
    Syntax,

    /// <summary>The document breaks a rule of the schema or of the specification, or exceeds a limit.</summary>
    Validation,

    /// <summary>There is no operation of that name, or the name is needed and missing.</summary>
    OperationNotFound,

    /// <summary>A mutation where the host allows queries only, such as over HTTP GET.</summary>
    MethodNotAllowed,

    /// <summary>A subscription was executed instead of subscribed to.</summary>
    SubscriptionNotAllowed,

    /// <summary>A variable does not fit its type.</summary>
    Coercion,

    /// <summary>The host did not let it in; without an error where it was only asked about.</summary>
    NotAdmitted,

    /// <summary>The execution took longer than the host allows.</summary>
    Timeout,
}
