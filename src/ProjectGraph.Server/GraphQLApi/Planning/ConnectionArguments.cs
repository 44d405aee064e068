using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>What a connection's arguments ask for: the plan without its selection.</summary>
internal sealed class ConnectionArguments
{
    private readonly Lazy<CursorSeal> _seal;

    public ConnectionArguments(EntityModel entity, ArgumentValues arguments, Slots slots)
    {
        var start = slots.Values.Count;
        var filter = new FilterPlanner(slots).Plan(arguments.Get<InputObject>("where"), []);
        var search = Search(arguments) is { } text ? slots.Add(text) : (int?)null;
        var order = OrderPlanner.Plan(arguments.Get<IReadOnlyList<object?>>("order"), entity);
        var plan = new QueryPlan { Source = entity, Filter = filter, SearchSlot = search, Order = order };
        object?[] values = [.. slots.Values.Skip(start)];
        _seal = new(() => SealOf(plan, values));
        Plan = plan with { Page = new PageArguments(arguments, slots).Read(order, _seal) };
    }

    /// <summary>With the key at the end of its ordering.</summary>
    public QueryPlan Plan { get; }

    /// <summary>What its cursors are sealed with; worked out only where there are cursors.</summary>
    public CursorSeal Seal => _seal.Value;

    /// <summary>The text to search for; null where there is none.</summary>
    /// <exception cref="ApiException">It is longer than in OData.</exception>
    public static string? Search(ArgumentValues arguments)
    {
        if (arguments.Get<string>("search") is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        return text.Length <= Limits.SearchCharacters ? text : throw new ApiException(
            ErrorCodes.TooComplex, $"`search` has {text.Length} characters, and {Limits.SearchCharacters} are allowed. Search for fewer words.", "search");
    }

    private static CursorSeal SealOf(QueryPlan plan, IEnumerable<object?> values)
    {
        var order = new QueryPlan { Source = plan.Source, Order = plan.Order }.ToString();
        var filter = plan.Filter is null && plan.SearchSlot is null
            ? ""
            : (plan with { Order = [] }).ToString() + string.Join('\n', values.Select(Text));
        return new(Hash(order), Hash(filter));
    }

    private static string? Text(object? value) => value switch
    {
        string text => text,
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // The same in every process: a cursor may come back to another instance.
    private static uint Hash(string text) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}
