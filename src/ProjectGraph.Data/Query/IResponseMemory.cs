namespace ProjectGraph.Data.Query;

/// <summary>Accounts for the bytes held for one request's response, including rows, until they are sent.</summary>
public interface IResponseMemory
{
    /// <summary>Reserves bytes before they are allocated. Throws if the request or the process would exceed its limit.</summary>
    void Reserve(long bytes);

    /// <summary>Releases reserved bytes.</summary>
    void Release(long bytes);
}
