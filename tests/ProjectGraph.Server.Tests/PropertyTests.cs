using CsCheck;

namespace ProjectGraph.Server.Tests;

public sealed class PropertyTests
{
    private static readonly Gen<string> Texts = Property.From(random =>
        string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)('a' + random.Next(26))))
    );

    [Fact]
    public async Task A_case_that_fails_is_shrunk_and_printed_with_its_seed()
    {
        string? first = null;
        var failure = await Should.ThrowAsync<CsCheckException>(() => Property.CheckAsync(Texts, 100, first: 1, text =>
            {
                if (text.Length <= 2)
                    return;
                first ??= text;
                throw new InvalidOperationException("too long");
            }));
        first.ShouldNotBeNull().Length.ShouldBeGreaterThan(3);
        failure.Message.ShouldContain("CsCheck_Seed");
        failure.Message.ShouldContain("aaa", Case.Sensitive, "three of the first letter are the simplest that fail");
    }

    [Fact]
    public async Task The_same_cases_run_each_time()
    {
        var runs = new[] { new List<string>(), [] };
        foreach (var run in runs)
            await Property.CheckAsync(Texts, 50, first: 7, run.Add);
        runs[0].ShouldBe(runs[1]);
        runs[0].Distinct().Count().ShouldBeGreaterThan(40);
    }
}
