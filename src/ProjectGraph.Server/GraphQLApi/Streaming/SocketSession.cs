using System.Text.Json;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>The session of one client's socket: identification, then operations, until either side ends it.</summary>
internal sealed class SocketSession
{
    private readonly HttpContext _context;
    private readonly SocketChannel _channel;
    private readonly SocketSlot _slot;
    private readonly SocketOperations _operations;
    private readonly Limits _limits;
    private readonly TimeProvider _time;
    private readonly CallerIdentification _callers;
    private readonly ApiKeyStore _keys;
    private bool _initReceived;
    private volatile bool _acknowledged;

    public SocketSession(HttpContext context, SocketChannel channel, SocketSlot slot)
    {
        _context = context;
        _channel = channel;
        _slot = slot;
        var services = context.RequestServices;
        _limits = services.GetRequiredService<Limits>();
        _time = services.GetRequiredService<TimeProvider>();
        _callers = services.GetRequiredService<CallerIdentification>();
        _keys = services.GetRequiredService<ApiKeyStore>();
        _operations = new(context, channel);
    }

    public async Task RunAsync()
    {
        var stopping = _context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var over = new CancellationTokenSource();
        await using var stop = stopping.Register(() => _ = _channel.CloseAsync(SocketClose.GoingAway));
        var watch = Task.WhenAll(RequireInitAsync(over.Token), CloseWhenReplacedAsync(over.Token), RequireAccessAsync(over.Token));
        try
        {
            await ReadAsync();
        }
        finally
        {
            await over.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _operations.EndAllAsync();
            _channel.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _channel.ReceiveAsync() is { } message)
            {
                using (message)
                    await HandleAsync(message);
            }
            // A close frame is acknowledged with a close frame.
            await _channel.CloseAsync(new(1000, "Normal closure"));
        }
        catch (SocketClosedException e)
        {
            await _channel.CloseAsync(e.Close);
            while (await DrainAsync()) { }
        }
    }

    // Messages that the client sent before it received the close frame are ignored.
    private async Task<bool> DrainAsync()
    {
        try
        {
            using var message = await _channel.ReceiveAsync();
            return message is not null;
        }
        catch (SocketClosedException)
        {
            return true;
        }
    }

    private async Task HandleAsync(SocketInput input)
    {
        var message = input.Root;
        switch (SocketMessage.GetMessageType(message))
        {
            case "connection_init":
                await BeginAsync(message);
                break;
            case "ping":
                await _channel.SendAsync(json => SocketMessage.Write(json, "pong"));
                break;
            case "pong":
                break;
            case "subscribe" when !_acknowledged:
                throw new SocketClosedException(SocketClose.Unauthorized);
            case "subscribe":
                await _operations.StartAsync(SocketMessage.GetId(message), SocketMessage.GetPayload(message), input);
                break;
            case "complete":
                _operations.End(SocketMessage.GetId(message));
                break;
            default:
                throw new SocketClosedException(SocketClose.BadMessage("Invalid message received: its type is unknown"));
        }
    }

    private async Task BeginAsync(JsonElement message)
    {
        if (_initReceived)
            throw new SocketClosedException(SocketClose.TooManyInits);
        _initReceived = true;
        if (SocketMessage.GetCredential(message) is { } credential)
            await IdentifyAsync(credential);
        else if (_context.Features.Get<CallerAccess>() is null)
            throw new SocketClosedException(SocketClose.Unauthorized);
        if (!_slot.TryIdentify(CallerKey.Get(CallerAccess.Get(_context))))
            throw new SocketClosedException(SocketClose.TooMany);
        _channel.RaiseMessageLimit();
        _acknowledged = true;
        await _channel.SendAsync(json => SocketMessage.Write(json, "connection_ack"));
    }

    private async Task IdentifyAsync(Credential credential)
    {
        try
        {
            (await _callers.IdentifyAsync(_context, credential)).Require(Permission.Query);
        }
        catch (ApiException refused)
        {
            throw new SocketClosedException(
                refused.Error.Code == ErrorCodes.Unauthenticated ? SocketClose.Forbidden : SocketClose.Refused(refused.Message)
            );
        }
    }

    private async Task RequireInitAsync(CancellationToken over)
    {
        await Task.Delay(_limits.WebSocketInitTimeout, _time, over);
        if (!_acknowledged)
            await _channel.CloseAsync(SocketClose.InitTimeout);
    }

    private async Task CloseWhenReplacedAsync(CancellationToken over)
    {
        if (_slot.Replaced is not { } replaced)
            return;
        await replaced.WaitAsync(over);
        if (!_acknowledged)
            await _channel.CloseAsync(SocketClose.Replaced);
    }

    private async Task RequireAccessAsync(CancellationToken over)
    {
        for (
            var change = _keys.NextChange;
            !_acknowledged || await _callers.IsStillValidAsync(CallerAccess.Get(_context), over);
            change = _keys.NextChange
        )
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(change, Task.Delay(_limits.StreamKeepAlive, _time, waiting.Token));
            await waiting.CancelAsync();
            over.ThrowIfCancellationRequested();
        }
        await _channel.CloseAsync(SocketClose.Unauthorized);
    }
}
