using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Vendors.Unified;
using Spectre.Console;

namespace ProjectGraph.Server.Telemetry;

/// <summary>Displays running syncs below the log, if the service was started from a terminal.</summary>
internal static class TerminalOutput
{
    public static WebApplicationBuilder AddTerminal(this WebApplicationBuilder builder)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
            return builder;
        builder.Services.TryAddSingleton<ISyncDisplay>(new SyncDisplay(AnsiConsole.Console));
        // The log uses the same console. A line is written above the display, and the display is redrawn.
        var writer = new TerminalWriter(AnsiConsole.Console);
        Console.SetOut(writer);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => writer.Close();
        return builder;
    }
}

/// <summary>
/// Writes text to a console from its own thread. The runtime locks <see cref="Console.Out"/> for every write to a terminal. A thread
/// that waited for the display under this lock would deadlock.
/// </summary>
internal sealed class TerminalWriter : TextWriter
{
    private readonly BlockingCollection<string> _texts = [];
    private readonly Thread _thread;

    public TerminalWriter(IAnsiConsole console)
    {
        _thread = new(() =>
        {
            // Written unchanged, because the log has its own colors and contains no markup.
            foreach (var text in _texts.GetConsumingEnumerable())
                console.Write(new ControlCode(text));
        })
        {
            IsBackground = true,
            Name = "terminal",
        };
        _thread.Start();
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value) && !_texts.IsAddingCompleted)
            _texts.Add(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>Waits until all text is written.</summary>
    public override void Close()
    {
        _texts.CompleteAdding();
        _thread.Join();
    }
}
