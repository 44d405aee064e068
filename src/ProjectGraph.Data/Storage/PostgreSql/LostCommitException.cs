namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The connection was lost between a commit and its response. The database knows whether it committed.</summary>
/// <param name="transaction">The database's id of the transaction.</param>
internal sealed class LostCommitException(string transaction, Exception inner) : Exception("The response to a commit was lost.", inner)
{
    public string Transaction => transaction;
}
