using ProjectGraph.Vendors.Unified;
using Spectre.Console;

namespace ProjectGraph.Server.Telemetry;

/// <summary>Shows a progress bar for each sync run.</summary>
internal sealed class SyncDisplay(IAnsiConsole console) : ISyncDisplay
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private ProgressThread? _run;

    public void Show(string vendorAccount, int read, int? percent)
    {
        lock (_gate)
        {
            _run ??= ProgressThread.Start(console);
            if (!_bars.TryGetValue(vendorAccount, out var bar))
                _bars[vendorAccount] = bar = _run.Context.AddTask(Markup.Escape(vendorAccount));
            bar.Description = Markup.Escape(FormattableString.Invariant($"{vendorAccount}: {read:n0} read"));
            bar.IsIndeterminate = percent is null;
            bar.Value = percent ?? 0;
        }
    }

    public void End(string vendorAccount)
    {
        ProgressThread? over = null;
        lock (_gate)
        {
            if (_bars.TryGetValue(vendorAccount, out var bar))
                bar.StopTask();
            _bars.Remove(vendorAccount);
            if (_bars.Count == 0)
                (over, _run) = (_run, null);
        }
        over?.Dispose();
    }

    /// <summary>The visible bars, drawn by their own thread.</summary>
    private sealed class ProgressThread : IDisposable
    {
        private readonly ManualResetEventSlim _started = new();
        private readonly ManualResetEventSlim _ended = new();
        private readonly Thread _thread;
        private ProgressContext? _context;

        private ProgressThread(IAnsiConsole console)
        {
            _thread = new(() => Display(console)) { IsBackground = true, Name = "sync display" };
        }

        public ProgressContext Context => _context!;

        public static ProgressThread Start(IAnsiConsole console)
        {
            var run = new ProgressThread(console);
            run._thread.Start();
            run._started.Wait();
            return run;
        }

        /// <summary>Waits until the bars are removed.</summary>
        public void Dispose()
        {
            _ended.Set();
            _thread.Join();
            _started.Dispose();
            _ended.Dispose();
        }

        private void Display(IAnsiConsole console) =>
            console
                .Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
                .Start(shown =>
                {
                    _context = shown;
                    _started.Set();
                    _ended.Wait();
                });
    }
}
