using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>The plan of a connection's arguments, without its selection.</summary>
internal sealed class ConnectionArguments
{
    private readonly Lazy<CursorSeal> _seal;

    public ConnectionArguments(EntityModel entity, ArgumentValues arguments, Slots slots)
    {
        var start = slots.Values.Count;
        var filter = new FilterPlanner(slots).Plan(arguments.GetOrDefault<InputObject>("where"), []);
        var search = Search(arguments) is { } text ? slots.Add(text) : (int?)null;
        var order = OrderPlanner.Plan(arguments.GetOrDefault<IReadOnlyList<object?>>("order"), entity);
        var plan = new QueryPlan
        {
            Source = entity,
            Filter = filter,
            SearchSlot = search,
            Order = order,
        };
        object?[] values = [.. slots.Values.Skip(start)];
        _seal = new(() => ComputeSeal(plan, values));
        Plan = plan with { Page = new PageArguments(arguments, slots).Read(order, _seal) };
    }

    /// <summary>The plan, whose ordering ends with the key.</summary>
    public QueryPlan Plan { get; }

    /// <summary>The seal of the cursors, computed only if there are cursors.</summary>
    public CursorSeal Seal => _seal.Value;

    /// <summary>Gets the text to search for, or null.</summary>
    /// <exception cref="ApiException">The text exceeds the limit, which OData shares.</exception>
    public static string? Search(ArgumentValues arguments)
    {
        if (arguments.GetOrDefault<string>("search") is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        return text.Length <= Limits.SearchCharacters
            ? text
            : throw new ApiException(
                ErrorCodes.QueryTooComplex,
                $"`search` has {text.Length} characters; the limit is {Limits.SearchCharacters}. Search for fewer words.",
                "search"
            );
    }

    private static CursorSeal ComputeSeal(QueryPlan plan, IEnumerable<object?> values)
    {
        var order = new QueryPlan { Source = plan.Source, Order = plan.Order }.ToString();
        var filter =
            plan.Filter is null && plan.SearchSlot is null
                ? ""
                : (plan with { Order = [] }).ToString() + string.Join('\n', values.Select(Text));
        return new(ComputeHash(order), ComputeHash(filter));
    }

    private static string? Text(object? value) =>
        value switch
        {
            string text => text,
            IEnumerable list => string.Join(',', list.Cast<object?>().Select(Text)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    // The hash is the same in every process, because another instance may receive the cursor.
    private static uint ComputeHash(string text) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}
