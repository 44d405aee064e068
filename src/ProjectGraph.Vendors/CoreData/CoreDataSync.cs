using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Syncs users first, so that projects can refer to them, then projects, in the documented order, oldest first.</summary>
internal sealed class CoreDataSync(VendorChannel channel) : ISyncSource
{
    private const string Users = "users";
    private const string Projects = "projects";

    private readonly CoreDataClient _client = new(channel);
    private readonly int _limit = Math.Clamp(channel.Settings.Setting("PageSize", 200), 2, CoreDataClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = Position.Parse(cursor); place is not null; )
        {
            var page =
                place.Collection == Users ? await UsersAsync(place, cancellationToken) : await ProjectsAsync(place, cancellationToken);
            place = page.Next;
            yield return page.Page with
            {
                NextCursor = place?.ToString(),
            };
        }
    }

    private async Task<(SyncPage Page, Position? Next)> UsersAsync(Position place, CancellationToken cancellationToken)
    {
        var (rows, hasNext) = await UserPageAsync(place.ReadCount, cancellationToken);
        if (hasNext && rows.Count == 0)
            throw CoreDataClient.NoNewRecords(CoreDataClient.Users);
        var problems = new List<SyncProblem>();
        var people = MapRows(rows, CoreDataMapping.MapPerson, "username", problems);
        return (
            new([], [], people, problems, null),
            hasNext ? place with { ReadCount = place.ReadCount + rows.Count } : new(Projects, 0, null)
        );
    }

    /// <summary>
    /// Reads a page of users. If the vendor account may not read them, the graph knows only the people that projects name.
    /// </summary>
    private async Task<CoreDataPage> UserPageAsync(int offset, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ReadPageAsync(CoreDataClient.Users, _limit, offset, cancellationToken);
        }
        catch (VendorReadException e) when (e.Code is VendorErrors.VendorForbidden or VendorErrors.VendorNotFound)
        {
            return new([], false);
        }
    }

    /// <summary>
    /// Reads a page that begins with the last record of the previous one. Deletions shift offsets and would skip records otherwise. If
    /// that record is missing, the sync goes back until pages overlap.
    /// </summary>
    private async Task<(SyncPage Page, Position? Next)> ProjectsAsync(Position place, CancellationToken cancellationToken)
    {
        var offset = place.Last is null ? place.ReadCount : Math.Max(0, place.ReadCount - 1);
        var page = await _client.ReadPageAsync(CoreDataClient.Projects, _limit, offset, cancellationToken);
        for (var back = 1; place.Last is not null && offset > 0 && !(page.Rows.Count > 0 && WasRead(page.Rows[0], place.Last)); back *= 2)
        {
            offset = Math.Max(0, offset - back);
            page = await _client.ReadPageAsync(CoreDataClient.Projects, _limit, offset, cancellationToken);
        }
        var last = page.Rows.Select(SortKey.FromRow).LastOrDefault(key => key is not null) ?? place.Last;
        var next = page.HasNext ? place with { ReadCount = offset + page.Rows.Count, Last = last } : null;
        if (next == place)
            throw CoreDataClient.NoNewRecords(CoreDataClient.Projects);
        var problems = new List<SyncProblem>();
        var projects = MapRows([.. page.Rows.Where(row => !WasRead(row, place.Last))], _client.Map, "id", problems);
        return (new(projects, [], [], problems, null), next);
    }

    private static List<T> MapRows<T>(IReadOnlyList<JsonElement> rows, Func<JsonElement, T> map, string id, List<SyncProblem> problems)
    {
        var mapped = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                mapped.Add(map(row));
            }
            catch (VendorReadException e)
            {
                problems.Add(new(CoreDataMapping.FindText(row, id), e.Message));
            }
        }
        return mapped;
    }

    // Times are in whole seconds, so records of the same second may not be ordered by id.
    private static bool WasRead(JsonElement row, SortKey? last) =>
        last is not null && SortKey.FromRow(row) is { } key && (key == last || string.CompareOrdinal(key.Created, last.Created) < 0);

    /// <summary>"Sorted by creation date ascending and then by ID ascending."</summary>
    private sealed record SortKey(string Created, string Id)
    {
        public static SortKey? FromRow(JsonElement row) =>
            CoreDataMapping.FindText(row, "created") is { } created && CoreDataMapping.FindText(row, "id") is { } id
                ? new(created, id)
                : null;

        public static SortKey? Parse(string text) => text.Split(' ', 2) is [var created, var id] ? new(created, id) : null;

        public override string ToString() => $"{Created} {Id}";
    }

    /// <summary>A position in the sync run, written as <c>projects:200:2023-10-30T19:16:30 d4d780ae-…</c>.</summary>
    private sealed record Position(string Collection, int ReadCount, SortKey? Last)
    {
        public static Position Parse(string? cursor)
        {
            var parts = cursor?.Split(':', 3) ?? [];
            return
                parts is [Users or Projects, var seen, var key]
                && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(parts[0], count, SortKey.Parse(key))
                : new(Users, 0, null);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{ReadCount}:{Last}");
    }
}
