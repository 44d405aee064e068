using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks the last line of <c>make test</c>, on which build machines rely.</summary>
public sealed class TestSummaryTests
{
    private const string Good =
        "Passed!  - Failed:     0, Passed:    12, Skipped:     1, Total:    13, Duration: 1 s - A.Tests.dll (net10.0)\n";
    private const string Bad =
        "Failed!  - Failed:     2, Passed:     3, Skipped:     0, Total:     5, Duration: 1 s - B.Tests.dll (net10.0)\n";

    private const string None = "No test matches the given testcase filter `Store=PostgreSql` in /tests/C.Tests.dll\n";

    [Fact]
    public void Counts_of_all_projects_add_up() => Summary(Good + Good, projects: 2).ShouldBe((0, "24 passed, 0 failed, 2 skipped"));

    [Fact]
    public void A_failed_test_fails_the_run() =>
        Summary(Good + Bad, projects: 2, exitCode: 1).ShouldBe((1, "15 passed, 2 failed, 1 skipped"));

    [Fact]
    public void A_project_that_did_not_build_or_crashed_fails_the_run() =>
        Summary(Good, projects: 3, exitCode: 1).ShouldBe((1, "2 of 3 test projects did not run.\n12 passed, 2 failed, 1 skipped"));

    [Fact]
    public void A_filter_may_leave_out_a_project_but_not_all_of_them()
    {
        Summary(Good + None, projects: 2).ShouldBe((0, "12 passed, 0 failed, 1 skipped"));
        Summary(None + None, projects: 2).ShouldBe((1, "No test was found.\n0 passed, 1 failed, 0 skipped"));
    }

    [Fact]
    public void An_exit_code_fails_the_run_even_where_all_counts_are_good() =>
        Summary(Good, projects: 1, exitCode: 1).ShouldBe((1, "12 passed, 1 failed, 1 skipped"));

    private static (int ExitCode, string Text) Summary(string log, int projects, int exitCode = 0)
    {
        var script = Path.Combine(Repository.Root, ".ci", "summary.awk");
        using var awk = Process.Start(
            new ProcessStartInfo("awk", ["-v", $"projects={projects}", "-v", $"exit_code={exitCode}", "-f", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        awk.StandardInput.Write(log);
        awk.StandardInput.Close();
        var text = awk.StandardOutput.ReadToEnd().TrimEnd();
        awk.WaitForExit();
        return (awk.ExitCode, text);
    }
}
