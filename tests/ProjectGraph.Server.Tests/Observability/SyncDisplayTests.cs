using ProjectGraph.Server.Telemetry;
using Spectre.Console;

namespace ProjectGraph.Server.Tests.Observability;

public sealed class SyncDisplayTests
{
    [Fact]
    public void Runs_have_bars_until_the_last_one_has_ended()
    {
        using var text = new StringWriter();
        var display = new SyncDisplay(Console(text));
        display.Show("planhat [a]", 40, 40);
        display.Show("productive", 1_200, null);
        display.End("planhat [a]");
        display.Show("productive", 2_400, 99);
        display.End("productive");
        text.ToString().ShouldContain("planhat [a]: 40 read");
        text.ToString().ShouldContain("productive: 2,400 read");
        var length = text.ToString().Length;
        display.End("productive");
        text.ToString().Length.ShouldBe(length, "a run that showed nothing has nothing to take away");
    }

    [Fact]
    public void A_later_run_is_displayed_again()
    {
        using var text = new StringWriter();
        var display = new SyncDisplay(Console(text));
        foreach (var read in new[] { 11, 22 })
        {
            display.Show("planhat", read, 50);
            display.End("planhat");
            text.ToString().ShouldContain($"planhat: {read} read");
        }
    }

    [Fact]
    public void Lines_of_the_log_come_through_the_same_console_unchanged()
    {
        using var text = new StringWriter();
        var writer = new TerminalWriter(Console(text));
        writer.WriteLine("[info] 100 % \u001b[32mgreen\u001b[39m");
        writer.Write('.');
        writer.Close();
        text.ToString().ShouldBe($"[info] 100 % \u001b[32mgreen\u001b[39m{Environment.NewLine}.");
        Should.NotThrow(() => writer.Write("after the end"));
    }

    private static IAnsiConsole Console(TextWriter text) =>
        AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(text),
            }
        );
}
