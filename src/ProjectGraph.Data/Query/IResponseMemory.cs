namespace ProjectGraph.Data.Query;

/// <summary>Accounts the bytes that are held for one request's response, rows included, until they are sent.</summary>
public interface IResponseMemory
{
    /// <summary>Accounts further bytes before they are allocated. Throws where the request or the process may hold no more.</summary>
    void Take(long bytes);

    /// <summary>Gives back bytes that were taken.</summary>
    void Return(long bytes);
}
