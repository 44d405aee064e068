namespace ProjectGraph.Benchmarks.Distribution;

/// <param name="Parameters">As the server printed them; null for none.</param>
internal sealed record LoggedStatement(string Sql, IReadOnlyList<string?> Parameters);

/// <summary>Statements that the server ran as one; one that stands alone is its own transaction.</summary>
/// <param name="During">The last mark before it.</param>
internal sealed record LoggedTransaction(string During, IReadOnlyList<LoggedStatement> Statements);
