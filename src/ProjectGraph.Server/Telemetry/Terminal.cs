using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Vendors.Unified;
using Spectre.Console;

namespace ProjectGraph.Server.Telemetry;

/// <summary>The terminal that the service was started from, where there is one: running syncs are displayed below its log.</summary>
internal static class Terminal
{
    public static WebApplicationBuilder AddTerminal(this WebApplicationBuilder builder)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi) return builder;
        builder.Services.TryAddSingleton<ISyncDisplay>(new SyncDisplay(AnsiConsole.Console));
        // The log goes through the same console: a line is written above the display, and the display is drawn again.
        var writer = new TerminalWriter(AnsiConsole.Console);
        Console.SetOut(writer);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => writer.Close();
        return builder;
    }
}

/// <summary>
/// Hands text over to a console by a thread of its own. The runtime locks <see cref="Console.Out"/> for every write to a terminal: whoever
/// waited for the display while it holds that lock would wait for ever.
/// </summary>
internal sealed class TerminalWriter : TextWriter
{
    private readonly BlockingCollection<string> _texts = [];
    private readonly Thread _thread;

    public TerminalWriter(IAnsiConsole console)
    {
        _thread = new(() =>
        {
            // As it is: the log has its own colors, and no line of it is markup.
            foreach (var text in _texts.GetConsumingEnumerable()) console.Write(new ControlCode(text));
        })
        { IsBackground = true, Name = "terminal" };
        _thread.Start();
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value) && !_texts.IsAddingCompleted) _texts.Add(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>Ends when everything is written.</summary>
    public override void Close()
    {
        _texts.CompleteAdding();
        _thread.Join();
    }
}
