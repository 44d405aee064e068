using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

public sealed class PostgresPatternTests
{
    private const int Patterns = 2_000;
    private const int AtOnce = 200;

    [PostgresFact]
    public async Task A_random_pattern_matches_the_same_texts_as_in_NET()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PROJECTGRAPH_TEST_SEED"), out var given) ? given : 20_261;
        var random = new Random(seed);
        var source = new RandomPatterns(random);
        await using var connection = await EmptySchema.OpenAsync(Utf16Function.Statements);
        var (refused, matched, asked) = (0, 0, 0);
        for (var done = 0; done < Patterns; done += AtOnce)
        {
            string[] patterns = [.. Enumerable.Range(0, AtOnce).Select(_ => source.Pattern())];
            string[] texts = ["", "\n", "a\n", "😀", .. Enumerable.Range(0, 36).Select(_ => source.Text())];
            string[] taken = [.. patterns.Where(pattern => PostgresPattern.Translate(pattern) is not null)];
            refused += patterns.Length - taken.Length;
            matched += await CompareAsync(connection, taken, texts);
            asked += taken.Length * texts.Length;
        }
        refused.ShouldBeLessThan(Patterns / 25);
        // Some texts match and some do not, so that the comparison is meaningful.
        matched.ShouldBeInRange(asked / 5, asked * 4 / 5);
    }

    [PostgresFact]
    public async Task An_edge_case_pattern_matches_the_same_texts_as_in_NET()
    {
        PatternEdgeCases.Patterns.ShouldAllBe(pattern => TextPattern.IsUsable(pattern) && PostgresPattern.Translate(pattern) != null);
        await using var connection = await EmptySchema.OpenAsync(Utf16Function.Statements);
        await CompareAsync(connection, PatternEdgeCases.Patterns, PatternEdgeCases.Texts);
    }

    [Theory]
    [InlineData("((((a{9}){9}){9}){9})")]
    [InlineData("(^|a){2}")]
    [InlineData("(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)(^|a|$)")]
    [InlineData(@"\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b\b")]
    public void A_pattern_that_would_overload_the_server_is_refused(string pattern)
    {
        TextPattern.IsUsable(pattern).ShouldBeTrue();
        PostgresPattern.Translate(pattern).ShouldBeNull();
    }

    [Fact]
    public void A_pattern_that_is_too_long_when_written_out_is_refused()
    {
        var words = string.Concat(Enumerable.Repeat(@"\w ", 160));
        TextPattern.IsUsable(words).ShouldBeTrue();
        PostgresPattern.Translate(words).ShouldBeNull();
        PostgresPattern.Translate(words[..90]).ShouldNotBeNull();
    }

    [PostgresFact]
    public async Task A_pattern_that_is_too_complex_has_the_SQLSTATE_that_is_named()
    {
        await using var connection = await EmptySchema.OpenAsync([]);
        await using var command = new NpgsqlCommand("SELECT 'a' ~ '(?:(?:(?:a{0,99}){0,99}){0,99}){0,99}'", connection);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState.ShouldBe(PostgresPattern.TooComplex);
    }

    /// <summary>Compares all patterns on all texts and returns the number of matches.</summary>
    private static async Task<int> CompareAsync(NpgsqlConnection connection, string[] patterns, string[] texts)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT p.n, t.n, pjg_utf16(t.x) ~ p.x FROM unnest($1::text[]) WITH ORDINALITY p(x, n), unnest($2::text[]) WITH ORDINALITY t(x, n) ORDER BY 1, 2
            """,
            connection
        );
        command.Parameters.Add(new() { Value = patterns.Select(pattern => PostgresPattern.Translate(pattern)!).ToArray() });
        command.Parameters.Add(new() { Value = texts });
        // The options of TextPattern without its time-out, which a busy machine may exceed.
        Regex[] expected =
        [
            .. patterns.Select(pattern => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)),
        ];
        var different = new List<string>();
        var (matches, compared) = (0, 0);
        await using var reader = await command.ExecuteReaderAsync();
        for (; await reader.ReadAsync(); compared++)
        {
            var (pattern, text, matched) = (patterns[reader.GetInt64(0) - 1], texts[reader.GetInt64(1) - 1], reader.GetBoolean(2));
            if (matched)
                matches++;
            if (expected[reader.GetInt64(0) - 1].IsMatch(text) != matched)
                different.Add($"{Shown(pattern)} on {Shown(text)} is {matched} ({Shown(PostgresPattern.Translate(pattern)!)})");
        }
        different.ShouldBeEmpty();
        compared.ShouldBe(patterns.Length * texts.Length);
        return matches;
    }

    private static string Shown(string text) => JsonSerializer.Serialize(text.Length > 300 ? text[..300] : text);
}
