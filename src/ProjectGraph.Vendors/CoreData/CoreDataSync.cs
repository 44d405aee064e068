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

    private readonly CoreDataClient client = new(channel);
    private readonly int limit = Math.Clamp(channel.Settings.Setting("PageSize", 200), 2, CoreDataClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var place = Place.Parse(cursor); place is not null;)
        {
            var page = place.Collection == Users ? await UsersAsync(place, cancellation) : await ProjectsAsync(place, cancellation);
            place = page.Next;
            yield return page.Page with { NextCursor = place?.ToString() };
        }
    }

    private async Task<(SyncPage Page, Place? Next)> UsersAsync(Place place, CancellationToken cancellation)
    {
        var (rows, hasNext) = await UserPageAsync(place.Seen, cancellation);
        if (hasNext && rows.Count == 0) throw CoreDataClient.NoProgress(CoreDataClient.Users);
        var problems = new List<SyncProblem>();
        var people = Each(rows, CoreDataMapping.Person, "username", problems);
        return (new([], [], people, problems, null), hasNext ? place with { Seen = place.Seen + rows.Count } : new(Projects, 0, null));
    }

    /// <summary>
    /// Reads a page of users. If the vendor account may not read them, the graph knows only the people that projects name.
    /// </summary>
    private async Task<CoreDataPage> UserPageAsync(int offset, CancellationToken cancellation)
    {
        try
        {
            return await client.PageAsync(CoreDataClient.Users, limit, offset, cancellation);
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
    private async Task<(SyncPage Page, Place? Next)> ProjectsAsync(Place place, CancellationToken cancellation)
    {
        var offset = place.Last is null ? place.Seen : Math.Max(0, place.Seen - 1);
        var page = await client.PageAsync(CoreDataClient.Projects, limit, offset, cancellation);
        for (var back = 1; place.Last is not null && offset > 0 && !(page.Rows.Count > 0 && IsSeen(page.Rows[0], place.Last)); back *= 2)
        {
            offset = Math.Max(0, offset - back);
            page = await client.PageAsync(CoreDataClient.Projects, limit, offset, cancellation);
        }
        var last = page.Rows.Select(Key.Of).LastOrDefault(key => key is not null) ?? place.Last;
        var next = page.HasNext ? place with { Seen = offset + page.Rows.Count, Last = last } : null;
        if (next == place) throw CoreDataClient.NoProgress(CoreDataClient.Projects);
        var problems = new List<SyncProblem>();
        var projects = Each([.. page.Rows.Where(row => !IsSeen(row, place.Last))], client.Map, "id", problems);
        return (new(projects, [], [], problems, null), next);
    }

    private static List<T> Each<T>(IReadOnlyList<JsonElement> rows, Func<JsonElement, T> map, string id, List<SyncProblem> problems)
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
                problems.Add(new(CoreDataMapping.TextOf(row, id), e.Message));
            }
        }
        return mapped;
    }

    // Times are in whole seconds, so records of the same second may not be ordered by id.
    private static bool IsSeen(JsonElement row, Key? last) =>
        last is not null && Key.Of(row) is { } key && (key == last || string.CompareOrdinal(key.Created, last.Created) < 0);

    /// <summary>"Sorted by creation date ascending and then by ID ascending."</summary>
    private sealed record Key(string Created, string Id)
    {
        public static Key? Of(JsonElement row) =>
            CoreDataMapping.TextOf(row, "created") is { } created && CoreDataMapping.TextOf(row, "id") is { } id ? new(created, id) : null;

        public static Key? Parse(string text) => text.Split(' ', 2) is [var created, var id] ? new(created, id) : null;

        public override string ToString() => $"{Created} {Id}";
    }

    /// <summary>A position in the sync run, written as <c>projects:200:2023-10-30T19:16:30 d4d780ae-…</c>.</summary>
    private sealed record Place(string Collection, int Seen, Key? Last)
    {
        public static Place Parse(string? cursor)
        {
            var parts = cursor?.Split(':', 3) ?? [];
            return parts is [Users or Projects, var seen, var key]
                && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(parts[0], count, Key.Parse(key))
                : new(Users, 0, null);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{Last}");
    }
}
