using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Types;

public class SuggestionTests
{
    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("input", "", "")]
    [InlineData("greenish", "green", "green")]
    [InlineData("green", "greenish", "greenish")]
    [InlineData("red", "greenish", "")]
    [InlineData("verylongstring", "VERYLONGSTRING", "VERYLONGSTRING")]
    [InlineData("abc", "a,ab,abc", "abc,ab,a")]
    [InlineData("abc", "azb,ABC", "ABC,azb")]
    [InlineData("GraphQl", "graphics,SQL,GraphQL,quarks,mark", "GraphQL,graphics")]
    [InlineData("nmae", "name", "name")]
    public void Near_names_are_suggested_the_nearest_first(string input, string options, string expected) =>
        string.Join(',', Suggestions.FindSimilar(input, options.Length == 0 ? [] : options.Split(','))).ShouldBe(expected);

    [Theory]
    [InlineData("", "")]
    [InlineData("A", " Did you mean \"A\"?")]
    [InlineData("A,B", " Did you mean \"A\" or \"B\"?")]
    [InlineData("A,B,C", " Did you mean \"A\", \"B\", or \"C\"?")]
    [InlineData("A,B,C,D,E,F", " Did you mean \"A\", \"B\", \"C\", \"D\", or \"E\"?")]
    public void At_most_five_are_shown(string suggestions, string expected) =>
        Suggestions.DidYouMean("", suggestions.Length == 0 ? [] : suggestions.Split(',')).ShouldBe(expected);
}
