using System.Reflection;
using System.Text.RegularExpressions;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests;

public sealed partial class ErrorCodeTests
{
    /// <summary>Codes that no test produces yet. The list may only get shorter.</summary>
    private static readonly string[] Unproduced =
    [
        "Changed", "NotOffered", "TooComplex",
    ];

    private static readonly string[] VendorNames = [.. typeof(VendorErrors).GetFields().Select(field => (string)field.GetValue(null)!)];

    [Fact]
    public void Every_code_is_there_once() =>
        ErrorCodes.All.Select(code => code.Id).ShouldBeUnique();

    [Fact]
    public void Every_code_stands_in_its_band_or_is_a_name_of_the_vendors_layer() =>
        ErrorCodes.All.ShouldAllBe(code => Banded().IsMatch(code.Id) || VendorNames.Contains(code.Id));

    [Fact]
    public void Every_name_of_the_vendors_layer_is_documented() => VendorNames.ShouldBeSubsetOf(ErrorCodes.All.Select(code => code.Id));

    [Fact]
    public void Every_code_says_what_happened_and_what_to_do() =>
        ErrorCodes.All.ShouldAllBe(code => code.Title.EndsWith('.') && code.Remedy.EndsWith('.') && code.Status >= 400);

    [Fact]
    public void Every_code_that_a_layer_names_is_declared()
    {
        var named = Repository.Sources("src").SelectMany(file => Mentioned().Matches(file.Text)).Select(match => match.Value).Distinct();
        named.Where(id => ErrorCodes.Find(id) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_is_produced_by_some_test()
    {
        var produced = typeof(ErrorCodeTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .SelectMany(method => method.GetCustomAttributes<ProducesAttribute>())
            .Select(produces => produces.Code)
            .ToHashSet();
        var names = typeof(ErrorCodes).GetFields().Select(field => field.Name).ToArray();
        produced.ShouldBeSubsetOf(names);
        names.Except(produced).Order().ShouldBe(Unproduced.Order());
    }

    [GeneratedRegex("^PJG[1-5][0-9]{2}$")]
    private static partial Regex Banded();

    [GeneratedRegex("PJG[0-9]{3}")]
    private static partial Regex Mentioned();
}
