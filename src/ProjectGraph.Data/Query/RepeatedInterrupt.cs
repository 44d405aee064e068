namespace ProjectGraph.Data.Query;

/// <summary>
/// Interrupts a connection after its caller has cancelled, repeatedly until the run has ended. An interrupt that arrives
/// during preparation, or just before execution, has no effect.
/// </summary>
internal sealed class RepeatedInterrupt : IDisposable
{
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly ReadConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _repeating;
    private bool _isOver;

    public RepeatedInterrupt(ReadConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.UnsafeRegister(static state => ((RepeatedInterrupt)state!).StartRepeating(), this);
    }

    /// <summary>Returns when no interrupt is pending, because the connection's next statement belongs to another caller.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _repeating?.Dispose();
        }
    }

    private void StartRepeating()
    {
        lock (_gate)
        {
            if (!_isOver)
                _repeating = new(static state => ((RepeatedInterrupt)state!).Interrupt(), this, TimeSpan.Zero, RepeatInterval);
        }
    }

    private void Interrupt()
    {
        // The previous interrupt may still be running.
        if (!_gate.TryEnter())
            return;
        try
        {
            if (!_isOver)
                _connection.Interrupt();
        }
        catch (Exception)
        {
            // A failed interrupt has no caller to report to, and the next one follows.
        }
        finally
        {
            _gate.Exit();
        }
    }
}
