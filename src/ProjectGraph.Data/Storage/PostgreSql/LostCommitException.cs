namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The connection broke between a commit and its answer: the database knows which it was, and can be asked.</summary>
/// <param name="transaction">The number by which the database knows the transaction.</param>
internal sealed class LostCommitException(string transaction, Exception inner) : Exception("The answer to a commit was lost.", inner)
{
    public string Transaction => transaction;
}
