using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>Restricts a statement of a session to the rows of a scope.</summary>
internal static class AccountCondition
{
    /// <summary>A condition that begins with <c>AND</c>; empty if the scope is unrestricted.</summary>
    /// <param name="column">The column with an account's id, or 0 for none.</param>
    /// <param name="values">The values of the statement so far; those of the condition are appended.</param>
    public static string AndCondition(this AccountScope scope, string column, List<object?> values)
    {
        if (!scope.IsRestricted)
            return "";
        var names = new List<string>();
        foreach (var account in scope.Accounts)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"@p{values.Count}"));
            values.Add(account);
        }
        return names.Count == 0 ? " AND 1 = 0" : $" AND {column} IN ({string.Join(", ", names)})";
    }
}
