namespace ProjectGraph.Data.Query;

/// <summary>
/// Interrupts what a connection does once its caller has given up, again and again until the run has ended: an interrupt that comes
/// while a statement is only being prepared, or just before it begins, stops nothing.
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

    /// <summary>Returns when no interrupt is on its way any more: the connection's next statement is another caller's.</summary>
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
        // The one before may still be at it.
        if (!gate.TryEnter()) return;
        try
        {
            if (!isOver) connection.Interrupt();
        }
        catch (Exception)
        {
            // Whatever kept it from arriving, nobody is here to be told, and the next one follows.
        }
        finally
        {
            gate.Exit();
        }
    }
}
