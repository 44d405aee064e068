using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Returns a list: filtered, sorted (by id by default), in pages with links and totals.</summary>
internal static class ProductiveSandboxList
{
    private const int DefaultSize = 30;
    private const int MaxSize = 200;
    private const string NumberName = "page[number]";
    private const string SizeName = "page[size]";

    public static SandboxResponse Answer(ProductiveSandboxType type, SandboxRequest request)
    {
        var holds = ProductiveSandboxFilter.Parse(type, request.Query);
        var include = ProductiveSandboxInclude.Parse(type, request.Argument("include"));
        var number = Count(request, NumberName, 1);
        var size = Math.Min(Count(request, SizeName, DefaultSize), MaxSize);
        var rows = Sorted(type, Visible(type, request).Where(holds), request).ToList();

        var pages = (rows.Count + size - 1) / size;
        var document = new ProductiveSandboxDocument(request.Store, type, include);
        var skipped = (int)Math.Min((number - 1L) * size, rows.Count);
        var data = new JsonArray([.. document.Resources([.. rows.Skip(skipped).Take(size)])]);
        return SandboxResponse.Ok(
            document.Body(
                data,
                Links(request, number, size, pages),
                new()
                {
                    ["current_page"] = number,
                    ["total_pages"] = pages,
                    ["total_count"] = rows.Count,
                    ["page_size"] = size,
                    ["max_page_size"] = MaxSize,
                }
            )
        );
    }

    private static IEnumerable<JsonObject> Visible(ProductiveSandboxType type, SandboxRequest request)
    {
        var rows = request.List(type.Name).Where(record => ProductiveSandboxType.CanSee(request, record));
        var hidesArchived =
            type == ProductiveSandboxType.Projects
            && request.HasVariant(ProductiveSandbox.ActiveByDefault)
            && !request.Query.Keys.Any(key => key.Contains("[status]", StringComparison.Ordinal));
        return hidesArchived ? rows.Where(record => record["attributes"]!["archived_at"] is null) : rows;
    }

    private static IEnumerable<JsonObject> Sorted(ProductiveSandboxType type, IEnumerable<JsonObject> rows, SandboxRequest request)
    {
        IOrderedEnumerable<JsonObject>? sorted = null;
        const StringSplitOptions trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var item in (request.Argument("sort") ?? "").Split(',', trimmed))
        {
            var name = item.TrimStart('-');
            if (!type.Sorts.TryGetValue(name, out var key))
                throw ProductiveSandboxErrors.Unsupported("Sort", name);
            sorted = (sorted, item[0] == '-') switch
            {
                (null, false) => rows.OrderBy(key, SandboxOrder.ByValue),
                (null, true) => rows.OrderByDescending(key, SandboxOrder.ByValue),
                (_, false) => sorted.ThenBy(key, SandboxOrder.ByValue),
                (_, true) => sorted.ThenByDescending(key, SandboxOrder.ByValue),
            };
        }
        return sorted?.ThenBy(IdOf) ?? rows.OrderBy(IdOf);
    }

    private static JsonObject Links(SandboxRequest request, int number, int size, int pages)
    {
        var kept = request
            .Query.Where(argument => argument.Key is not (NumberName or SizeName))
            .SelectMany(argument => argument.Value.Select(value => (argument.Key, Value: value ?? "")))
            .Select(argument => $"{Uri.EscapeDataString(argument.Key)}={Uri.EscapeDataString(argument.Value)}&");
        var url = $"{request.Origin}{request.Mount}{request.Path}?{string.Concat(kept)}";
        string To(int page) => $"{url}{Uri.EscapeDataString(NumberName)}={page}&{Uri.EscapeDataString(SizeName)}={size}";
        var links = new JsonObject { ["first"] = To(1), ["last"] = To(Math.Max(1, pages)) };
        if (number > 1 && pages > 0)
            links["prev"] = To(Math.Min(number - 1, pages));
        if (number < pages)
            links["next"] = To(number + 1);
        return links;
    }

    private static long IdOf(JsonObject record) => long.Parse(record["id"].Text()!, CultureInfo.InvariantCulture);

    private static int Count(SandboxRequest request, string name, int whenAbsent)
    {
        if (request.Argument(name) is not { Length: > 0 } text)
            return whenAbsent;
        return BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? (int)BigInteger.Min(count, int.MaxValue)
            : throw ProductiveSandboxErrors.Unsupported("Page", text);
    }
}
