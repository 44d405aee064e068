using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Names the tables of a statement. A table with a vendor account is replaced by a subquery of the caller's accounts. Stores
/// merge its condition with those around it. No other code names tables.
/// </summary>
/// </summary>
internal sealed class SqlTables(SqlDialect dialect, AccountFilter accounts)
{
    /// <summary>Whether every row of the entity may be read.</summary>
    public bool IsUnrestricted(EntityModel entity) => accounts.Match == AccountMatch.Any || entity.Account is null;

    public string Table(EntityModel entity) =>
        IsUnrestricted(entity) ? $"\"{entity.Set}\"" : $"(SELECT * FROM \"{entity.Set}\" WHERE {Condition(entity, entity.Account!)})";

    /// <summary>The join table. Both joined tables have their conditions, so it needs none.</summary>
    public static string Table(JoinModel join) => $"\"{join.Table.Set}\"";

    private string Condition(EntityModel entity, AccountModel account) =>
        account.Owner is { } owner
            ? $"EXISTS (SELECT 1 FROM \"{owner.Set}\" AS owner WHERE owner.\"{owner.Key.Name}\" = \"{entity.Set}\".\"{account.Field.Name}\" AND {Condition($"owner.\"{owner.Account!.Field.Name}\"", owner.Account.Field)})"
            : Condition($"\"{account.Field.Name}\"", account.Field);

    private string Condition(string column, FieldModel field)
    {
        var condition =
            accounts.Match == AccountMatch.One
                ? $"{column} = {SqlParameters.Accounts}"
                : dialect.InList(column, SqlParameters.Accounts, FieldKind.Long);
        return accounts.WithUnassigned && field.IsNullable ? $"({condition} OR {column} IS NULL)" : condition;
    }
}
