using System.Reflection;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests;

public sealed partial class ErrorCodeTests
{
    private static readonly string[] LayerNames =
    [
        .. new[] { typeof(VendorErrors), typeof(StoreException), typeof(SyncErrors) }
            .SelectMany(type => type.GetFields())
            .Select(field => (string)field.GetValue(null)!),
    ];

    [Fact]
    public void Every_code_is_unique() => ErrorCodes.All.Select(code => code.Id).ShouldBeUnique();

    [Fact]
    public void Every_code_is_a_name_in_capitals() => ErrorCodes.All.ShouldAllBe(code => Name().IsMatch(code.Id));

    [Fact]
    public void Every_code_of_a_lower_layer_is_documented() => LayerNames.ShouldBeSubsetOf(ErrorCodes.All.Select(code => code.Id));

    [Fact]
    public void Every_code_has_a_title_and_a_remedy() =>
        ErrorCodes.All.ShouldAllBe(code => code.Title.EndsWith('.') && code.Remedy.EndsWith('.') && code.Status >= 400);

    [Fact]
    public void Every_code_is_produced_by_some_test()
    {
        var produced = typeof(ErrorCodeTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .SelectMany(method => method.GetCustomAttributes<ProducesAttribute>())
            .Select(produces => produces.Code)
            .ToHashSet();
        var names = typeof(ErrorCodes).GetFields().Select(field => field.Name).ToArray();
        produced.ShouldBeSubsetOf(names);
        names.Except(produced).ShouldBeEmpty();
    }

    [GeneratedRegex("^[A-Z]+(_[A-Z]+)*$")]
    private static partial Regex Name();
}
