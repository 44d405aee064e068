using System.Text;
using Npgsql;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

public sealed class CaseFunctionsTests
{
    private static readonly Rune[] Every = [.. Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid).Select(point => new Rune(point))];

    [PostgresFact]
    public async Task Every_character_has_the_case_that_it_has_in_NET() =>
        await CompareAsync([
            .. Every.Chunk(100).Select(chunk => string.Concat(chunk)),
            .. Every.Where(HasCase).Select(rune => rune.ToString()),
        ]);

    [PostgresFact]
    public async Task Texts_of_one_script_and_of_many_have_the_case_that_they_have_in_NET()
    {
        var random = new Random(20_262);
        Rune[][] alphabets =
        [
            [.. Every.Where(rune => rune.Value < 0x80)],
            [.. Every.Where(rune => rune.Value < 0x100)],
            [.. Every.Where(rune => rune.Value < 0x180)],
            [.. Every.Where(rune => rune.Value is < 0x80 or (>= 0x370 and < 0x400))],
            [.. Every.Where(rune => rune.Value is < 0x80 or (>= 0x400 and < 0x460))],
            [.. Every.Where(HasCase)],
            Every,
        ];
        await CompareAsync([
            "",
            .. Enumerable.Range(0, 20_000).Select(i => string.Concat(random.GetItems(alphabets[i % alphabets.Length], random.Next(1, 20)))),
        ]);
    }

    [PostgresFact]
    public async Task The_functions_accept_null_and_can_be_created_again()
    {
        await using var connection = await EmptySchema.OpenAsync([.. CaseFunctions.Statements, .. CaseFunctions.Statements]);
        await using var command = new NpgsqlCommand("SELECT pjg_lower(NULL) IS NULL AND pjg_upper(NULL) IS NULL", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }

    [PostgresFact]
    public async Task An_index_on_the_lower_case_is_used()
    {
        await using var connection = await EmptySchema.OpenAsync([
            .. CaseFunctions.Statements,
            """CREATE TABLE named (name text COLLATE "C")""",
            "INSERT INTO named SELECT 'Ärger ' || i FROM generate_series(1, 1000) i",
            "CREATE INDEX by_lower ON named (pjg_lower(name))",
            "SET enable_seqscan = off",
        ]);
        await using var command = new NpgsqlCommand(
            "EXPLAIN (FORMAT JSON) SELECT 1 FROM named WHERE pjg_lower(name) = pjg_lower('ÄRGER 7')",
            connection
        );
        ((string?)await command.ExecuteScalarAsync()).ShouldNotBeNull().ShouldContain("by_lower");
    }

    private static bool HasCase(Rune rune) => Rune.ToLowerInvariant(rune) != rune || Rune.ToUpperInvariant(rune) != rune;

    private static async Task CompareAsync(string[] texts)
    {
        await using var connection = await EmptySchema.OpenAsync(CaseFunctions.Statements);
        await using var command = new NpgsqlCommand(
            "SELECT x, pjg_lower(x), pjg_upper(x) FROM unnest($1::text[]) WITH ORDINALITY t(x, n) ORDER BY n",
            connection
        );
        command.Parameters.Add(new() { Value = texts });
        await using var reader = await command.ExecuteReaderAsync();
        var compared = 0;
        for (; await reader.ReadAsync(); compared++)
        {
            var text = reader.GetString(0);
            reader.GetString(1).ShouldBe(text.ToLowerInvariant());
            reader.GetString(2).ShouldBe(text.ToUpperInvariant());
        }
        compared.ShouldBe(texts.Length);
    }
}
