using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

internal static class Filters
{
    /// <summary>Combines filters in one flat conjunction. Null filters are left out; without filters the result is null.</summary>
    public static Filter? CombineOrNull(params IEnumerable<Filter?> filters)
    {
        Filter[] flat = [.. filters.OfType<Filter>().SelectMany(filter => filter is AndFilter and ? and.Filters : [filter])];
        return flat.Length == 0 ? null
            : flat.Length == 1 ? flat[0]
            : new AndFilter(flat);
    }

    public static Filter Combine(params IEnumerable<Filter> filters) => CombineOrNull(filters) ?? Filter.True;
}
