namespace ProjectGraph.Benchmarks.Distribution;

/// <param name="Parameters">The parameters as the server logged them; null for none.</param>
internal sealed record LoggedStatement(string Sql, IReadOnlyList<string?> Parameters);

/// <summary>The statements of one transaction. A statement outside a transaction is one of its own.</summary>
/// <param name="During">The last mark before it.</param>
internal sealed record LoggedTransaction(string During, IReadOnlyList<LoggedStatement> Statements);
