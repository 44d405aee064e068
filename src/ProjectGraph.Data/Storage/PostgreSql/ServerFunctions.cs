using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ProjectGraph.Data.Query.PostgreSql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The SQL functions that statements call. They are made of this program's tables rather than by a migration, as those change with
/// .NET's Unicode: a comment says which ones the database has, and where they are others they are made anew.
/// </summary>
internal static class ServerFunctions
{
    private const string Known = "SELECT obj_description(to_regprocedure('pjg_lower(text)'), 'pg_proc')";

    // For whoever looks into the database: a document's text is kept as the vendor wrote it, which jsonb can't do. Null where
    // it holds what jsonb can't, as the character of number 0.
    private const string Document =
        """
        CREATE OR REPLACE FUNCTION pjg_jsonb(document json) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS
        $$ BEGIN RETURN document::jsonb; EXCEPTION WHEN data_exception THEN RETURN NULL; END $$
        """;

    private static readonly IReadOnlyList<string> functions = [.. CaseFunctions.Statements, .. Utf16Function.Statements, Document];
    private static readonly string version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(functions))))[..16];

    /// <summary>Statements that make or replace the functions, in order.</summary>
    public static IReadOnlyList<string> Statements { get; } = [.. functions, $"COMMENT ON FUNCTION pjg_lower(text) IS '{version}'"];

    /// <summary>Within the transaction that upgrades the schema.</summary>
    public static void Ensure(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Known, connection);
        if (command.ExecuteScalar() as string == version) return;
        foreach (var statement in Statements)
        {
#pragma warning disable CA2100 // Made by this assembly of .NET's own tables.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
