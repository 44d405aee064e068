using System.Text.Json;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>One client's conversation: who it is, then its operations, until one of the two ends it.</summary>
internal sealed class SocketSession
{
    private readonly HttpContext context;
    private readonly SocketChannel channel;
    private readonly SocketSlot slot;
    private readonly SocketOperations operations;
    private readonly Limits limits;
    private readonly TimeProvider time;
    private readonly CallerIdentification callers;
    private readonly ApiKeyStore keys;
    private bool begun;
    private volatile bool acknowledged;

    public SocketSession(HttpContext context, SocketChannel channel, SocketSlot slot)
    {
        this.context = context;
        this.channel = channel;
        this.slot = slot;
        var services = context.RequestServices;
        limits = services.GetRequiredService<Limits>();
        time = services.GetRequiredService<TimeProvider>();
        callers = services.GetRequiredService<CallerIdentification>();
        keys = services.GetRequiredService<ApiKeyStore>();
        operations = new(context, channel);
    }

    public async Task RunAsync()
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var over = new CancellationTokenSource();
        await using var stop = stopping.Register(() => _ = channel.CloseAsync(SocketClose.GoingAway));
        var watch = Task.WhenAll(DemandInitAsync(over.Token), GiveWayAsync(over.Token), DemandWelcomeAsync(over.Token));
        try
        {
            await ReadAsync();
        }
        finally
        {
            await over.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await operations.EndAllAsync();
            channel.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await channel.ReceiveAsync() is { } message)
            {
                using (message) await HandleAsync(message);
            }
            // The other side's farewell is answered in kind.
            await channel.CloseAsync(new(1000, "Normal closure"));
        }
        catch (SocketClosedException e)
        {
            await channel.CloseAsync(e.Close);
            while (await DrainAsync()) { }
        }
    }

    // What the client sent before it heard of the end is not looked at.
    private async Task<bool> DrainAsync()
    {
        try
        {
            using var message = await channel.ReceiveAsync();
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
        switch (SocketMessage.TypeOf(message))
        {
            case "connection_init": await BeginAsync(message); break;
            case "ping": await channel.SendAsync(json => SocketMessage.Write(json, "pong")); break;
            case "pong": break;
            case "subscribe" when !acknowledged: throw new SocketClosedException(SocketClose.Unauthorized);
            case "subscribe": await operations.StartAsync(SocketMessage.IdOf(message), SocketMessage.PayloadOf(message), input); break;
            case "complete": operations.End(SocketMessage.IdOf(message)); break;
            default: throw new SocketClosedException(SocketClose.BadMessage("Invalid message received: its type is unknown"));
        }
    }

    private async Task BeginAsync(JsonElement message)
    {
        if (begun) throw new SocketClosedException(SocketClose.TooManyInits);
        begun = true;
        if (SocketMessage.CredentialOf(message) is { } credential) await IdentifyAsync(credential);
        else if (context.Features.Get<CallerAccess>() is null) throw new SocketClosedException(SocketClose.Unauthorized);
        if (!slot.TryIdentify(CallerKey.Of(CallerAccess.Of(context)))) throw new SocketClosedException(SocketClose.TooMany);
        channel.TrustCaller();
        acknowledged = true;
        await channel.SendAsync(json => SocketMessage.Write(json, "connection_ack"));
    }

    private async Task IdentifyAsync(Credential credential)
    {
        try
        {
            (await callers.IdentifyAsync(context, credential)).Demand(Permission.Query);
        }
        catch (ApiException refused)
        {
            throw new SocketClosedException(refused.Error.Code == ErrorCodes.Unauthorized ? SocketClose.Forbidden : SocketClose.Refused(refused.Message));
        }
    }

    private async Task DemandInitAsync(CancellationToken over)
    {
        await Task.Delay(limits.WebSocketInitTimeout, time, over);
        if (!acknowledged) await channel.CloseAsync(SocketClose.InitTimeout);
    }

    private async Task GiveWayAsync(CancellationToken over)
    {
        if (slot.Replaced is not { } replaced) return;
        await replaced.WaitAsync(over);
        if (!acknowledged) await channel.CloseAsync(SocketClose.Replaced);
    }

    private async Task DemandWelcomeAsync(CancellationToken over)
    {
        for (var change = keys.NextChange; !acknowledged || await callers.IsStillWelcomeAsync(CallerAccess.Of(context), over); change = keys.NextChange)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(change, Task.Delay(limits.StreamKeepAlive, time, waiting.Token));
            await waiting.CancelAsync();
            over.ThrowIfCancellationRequested();
        }
        await channel.CloseAsync(SocketClose.Unauthorized);
    }
}
