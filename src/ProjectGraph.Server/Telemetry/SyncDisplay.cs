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
        over?.End();
    }

    private sealed class Run(ProgressContext context, TaskCompletionSource end, Task display)
    {
        public ProgressContext Context => context;

        public static Run Start(IAnsiConsole console)
        {
            var (begun, end) = (new TaskCompletionSource<ProgressContext>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var display = console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(context =>
            {
                begun.SetResult(context);
                return end.Task;
            });
            return new(begun.Task.GetAwaiter().GetResult(), end, display);
        }

        /// <summary>Takes the bars away before anything else is written.</summary>
        public void End()
        {
            end.SetResult();
            display.GetAwaiter().GetResult();
        }
    }
}
