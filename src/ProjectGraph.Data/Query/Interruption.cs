namespace ProjectGraph.Data.Query;

/// <summary>
/// Interrupts a connection after its caller has cancelled, repeatedly until the run has ended. An interrupt that arrives
/// during preparation, or just before execution, has no effect.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly ReadConnection connection;
    private readonly CancellationTokenRegistration registration;
    private Timer? repeating;
    private bool isOver;

    public Interruption(ReadConnection connection, CancellationToken cancellation)
    {
        this.connection = connection;
        registration = cancellation.UnsafeRegister(static state => ((Interruption)state!).Begin(), this);
    }

    /// <summary>Returns when no interrupt is pending, because the connection's next statement belongs to another caller.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
        {
            isOver = true;
            repeating?.Dispose();
        }
    }

    private void Begin()
    {
        lock (gate)
        {
            if (!isOver) repeating = new(static state => ((Interruption)state!).Interrupt(), this, TimeSpan.Zero, Pause);
        }
    }

    private void Interrupt()
    {
        // The previous interrupt may still be running.
        if (!gate.TryEnter()) return;
        try
        {
            if (!isOver) connection.Interrupt();
        }
        catch (Exception)
        {
            // A failed interrupt has no caller to report to, and the next one follows.
        }
        finally
        {
            gate.Exit();
        }
    }
}
