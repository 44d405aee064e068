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
        Console.SetOut(new LogWriter(AnsiConsole.Console));
        return builder;
    }

    private sealed class LogWriter(IAnsiConsole console) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            // As it is: the log has its own colors, and no line of it is markup.
            if (!string.IsNullOrEmpty(value)) console.Write(new ControlCode(value));
        }

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
    }
}
