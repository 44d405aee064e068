using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Reads a page from <c>first</c>, <c>after</c>, <c>last</c> and <c>before</c>.</summary>
internal sealed class PageArguments(ArgumentValues arguments, Slots slots)
{
    public KeysetPage Read(IReadOnlyList<Ordering> order, Lazy<CursorSeal> seal)
    {
        var (first, last) = (ReadSize("first"), ReadSize("last"));
        if (first is not null && last is not null)
            throw new ApiException(
                ErrorCodes.BadUserInput,
                "`first` and `last` cannot be combined. Use `first` with `after` to go forward, or `last` with `before` to go backward.",
                "last"
            );
        var take = (first ?? last) is { } asked ? slots.Add((long)asked) : slots.AddInternal((long)ConnectionTypes.DefaultPageSize);
        return new(take, last is not null, ReadCursor("after", order, seal), ReadCursor("before", order, seal));
    }

    private int? ReadSize(string name)
    {
        if (!arguments.TryGetValue(name, out var given) || given is not int size)
            return null;
        return size is >= 0 and <= ConnectionTypes.MaxPageSize
            ? size
            : throw new ApiException(
                ErrorCodes.BadUserInput,
                $"`{name}` is {size}; it must be between 0 and {ConnectionTypes.MaxPageSize}. Read more rows in further pages.",
                name
            );
    }

    private CursorSlots? ReadCursor(string name, IReadOnlyList<Ordering> order, Lazy<CursorSeal> seal)
    {
        if (arguments.GetOrDefault<string>(name) is not { } cursor)
            return null;
        var values = Planning.Cursor.Read(cursor, name, seal.Value, order);
        return new([.. values.Select(value => value is null ? -1 : slots.AddInternal(value))], [.. values.Select(value => value is null)]);
    }
}
