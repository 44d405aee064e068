using ProjectGraph.Vendors.Unified;
using Spectre.Console;

namespace ProjectGraph.Server.Telemetry;

/// <summary>A bar for each sync run, as long as runs last.</summary>
internal sealed class SyncDisplay(IAnsiConsole console) : ISyncDisplay
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ProgressTask> bars = [];
    private Run? run;

    public void Show(string vendorAccount, int read, int? percent)
    {
        lock (gate)
        {
            run ??= Run.Start(console);
            if (!bars.TryGetValue(vendorAccount, out var bar)) bars[vendorAccount] = bar = run.Context.AddTask(Markup.Escape(vendorAccount));
            bar.Description = Markup.Escape(FormattableString.Invariant($"{vendorAccount}: {read:n0} read"));
            bar.IsIndeterminate = percent is null;
            bar.Value = percent ?? 0;
        }
    }

    public void End(string vendorAccount)
    {
        Run? over = null;
        lock (gate)
        {
            if (bars.TryGetValue(vendorAccount, out var bar)) bar.StopTask();
            bars.Remove(vendorAccount);
            if (bars.Count == 0) (over, run) = (run, null);
        }
        over?.Dispose();
    }

    /// <summary>The bars while they are shown, drawn by a thread of their own.</summary>
    private sealed class Run : IDisposable
    {
        private readonly ManualResetEventSlim begun = new();
        private readonly ManualResetEventSlim ended = new();
        private readonly Thread thread;
        private ProgressContext? context;

        private Run(IAnsiConsole console)
        {
            thread = new(() => Display(console)) { IsBackground = true, Name = "sync display" };
        }

        public ProgressContext Context => context!;

        public static Run Start(IAnsiConsole console)
        {
            var run = new Run(console);
            run.thread.Start();
            run.begun.Wait();
            return run;
        }

        /// <summary>Ends when the bars are taken away.</summary>
        public void Dispose()
        {
            ended.Set();
            thread.Join();
            begun.Dispose();
            ended.Dispose();
        }

        private void Display(IAnsiConsole console) =>
            console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).Start(shown =>
            {
                context = shown;
                begun.Set();
                ended.Wait();
            });
    }
}
