using System.Reflection;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks that the service's regular expressions match clients' text in linear time.</summary>
public sealed class RegexCostTests
{
    private const int Longest = 500;

    // Each pattern is linear. A repetition is followed by a character that it cannot match, so a text has only one division.
    private static readonly HashSet<string> DividedInOneWay = new(StringComparer.Ordinal)
    {
        // The service's own statements, and the operator's setting.
        """'[^']*'|"[^"]*"|@\w+|(?<name>\b[A-Z]+[a-z][A-Za-z]*\b)""",
        @"^(?:postgres|postgresql)://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?(?<hosts>[^@/?]+)(/(?<database>[^?]*))?(\?(?<options>.*))?$",
        // A name ends at a slash, a parenthesis or an equals sign.
        @"(?:^|/)(?<set>\w+)(?:\((?:\w+=)?(?<key>[0-9]{1,19})\)|/(?<key>[0-9]{1,19}))$",
        // The repetition is the last part.
        @"(?<kept>\.[0-9]{7})[0-9]+",
    };

    [Fact]
    public void Every_pattern_is_bounded_or_without_backtracking()
    {
        var patterns = Patterns().ToList();
        patterns.Count.ShouldBeGreaterThan(10);
        foreach (var pattern in patterns.Where(each => !each.Options.HasFlag(RegexOptions.NonBacktracking)))
        {
            var text = pattern.ToString();
            (DividedInOneWay.Contains(text) || !HasUnboundedRepetition(text)).ShouldBeTrue(
                $"{text} may take more than one pass. Use RegexOptions.NonBacktracking, or bound its repetitions."
            );
        }
        DividedInOneWay.ShouldAllBe(listed => patterns.Any(pattern => pattern.ToString() == listed));
    }

    [Theory]
    [InlineData("{", "0")]
    [InlineData("", "{0,")]
    [InlineData("", "{{")]
    [InlineData("", "{99}a")]
    [InlineData("", "(a*)*")]
    [InlineData("", "(a|aa)+")]
    [InlineData("", "(.*)x")]
    public void A_callers_pattern_is_judged_and_matched_without_backtracking(string start, string repeated)
    {
        var pattern = start + string.Concat(Enumerable.Repeat(repeated, (Longest - start.Length) / repeated.Length));

        TextPattern.Matches(new string('a', 100_000) + "!", pattern).ShouldNotBeNull();
        TextPattern
            .IsUsable(pattern + new string('a', Longest))
            .ShouldBeFalse("A pattern's length is bounded before anything looks at it.");
    }

    private static bool HasUnboundedRepetition(string pattern)
    {
        // Ignores escaped characters and sets, in which these signs are literals.
        var operators = Regex.Replace(pattern, @"\\.|\[[^\]]*\]", "c", RegexOptions.NonBacktracking);
        return Regex.IsMatch(operators, @"[*+]|\{[0-9]+,\}", RegexOptions.NonBacktracking);
    }

    private static IEnumerable<Regex> Patterns()
    {
        Assembly[] assemblies =
        [
            typeof(Program).Assembly,
            typeof(TextPattern).Assembly,
            typeof(ProjectGraph.Vendors.VendorRegistry).Assembly,
            typeof(GraphQL.GraphQLEngine).Assembly,
        ];
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            const BindingFlags Statics = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
            foreach (
                var method in type.GetMethods(Statics)
                    .Where(method => method.ReturnType == typeof(Regex) && method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            )
                yield return (Regex)method.Invoke(null, null)!;
            foreach (var field in type.GetFields(Statics).Where(field => field.FieldType == typeof(Regex)))
                yield return (Regex)field.GetValue(null)!;
        }
    }
}
