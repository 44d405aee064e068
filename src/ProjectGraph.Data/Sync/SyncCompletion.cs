using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Completes a run after its last page. It deletes what the vendor did not return, unless that is implausibly much.</summary>
internal sealed class SyncCompletion(SqlSession session, SyncCheckpoint run, DateTimeOffset now)
{
    // Allows a few deletions of any share: a small account can lose half of its projects in a day.
    private const int AlwaysAllowedDeletions = 10;

    private const string Unseen =
        $"WHERE VendorAccountId = @p0 AND NOT EXISTS (SELECT 1 FROM {InternalTables.SyncSeen} AS s WHERE s.VendorAccountId = @p0 AND s.Entity = @p1 AND s.EntityId = t.Id)";
    private const string UnseenProjects = $"SELECT t.Id FROM Projects AS t {Unseen} ORDER BY t.Id";
    private const string UnseenCompanies =
        $"SELECT t.Id, t.VendorId FROM Companies AS t {Unseen} AND NOT EXISTS (SELECT 1 FROM Projects AS p WHERE p.CompanyId = t.Id)";
    private const string UnseenPeople =
        $"SELECT t.Id, t.VendorId FROM People AS t {Unseen} AND NOT EXISTS (SELECT 1 FROM Projects AS p WHERE p.OwnerId = t.Id) AND NOT EXISTS (SELECT 1 FROM ProjectMembers AS m WHERE m.PersonId = t.Id)";
    private const string CountProjects = "SELECT count(*) FROM Projects WHERE VendorAccountId = @p0";
    private const string CountSeen = $"SELECT count(*) FROM {InternalTables.SyncSeen} WHERE VendorAccountId = @p0 AND Entity = @p1";
    private const string CountWithoutVendorId = "SELECT count(*) FROM QuarantinedRecords WHERE RunId = @p0 AND VendorId IS NULL";
    private const string SetOk = "UPDATE VendorAccounts SET Status = @p1, LastError = NULL, LastSyncedAt = @p2 WHERE Id = @p0";

    public SyncCheckpoint Complete(bool believeAll)
    {
        var vanished = session.ReadList(UnseenProjects, row => row.GetInt64(0), run.VendorAccountId, nameof(Project));
        var had = session.ReadLong(CountProjects, run.VendorAccountId) - run.Created;
        var shown = session.ReadLong(CountSeen, run.VendorAccountId, nameof(Project));
        if (!believeAll && vanished.Count > AlwaysAllowedDeletions && shown * 2 < had)
            return RefuseDeletion(shown, had);

        // A record without a readable id may be any of the rows that were not seen.
        var deleted = session.ReadLong(CountWithoutVendorId, run.Id) == 0 ? Delete(vanished) : 0;
        var ended = run with { EndedAt = now.UtcTicks, Deleted = run.Deleted + deleted, State = SyncState.Succeeded };
        ended.Save(session);
        SeenRecords.Clear(session, run.VendorAccountId);
        session.Execute(SetOk, run.VendorAccountId, (long)VendorAccountStatus.Ok, now.UtcTicks);
        return ended;
    }

    private SyncCheckpoint RefuseDeletion(long shown, long had) =>
        run.Fail(
            session,
            now,
            SyncErrors.TooManyDeleted,
            $"The vendor returned {shown} of {had} projects, so nothing was deleted: its response is probably incomplete, or the credentials have less access than before."
        );

    private int Delete(List<long> vanished)
    {
        var remover = new ProjectRemover(session, now.UtcTicks);
        foreach (var id in vanished)
            remover.Remove(id);
        DeleteParties(EntityTable.Get<Company>(), UnseenCompanies);
        DeleteParties(EntityTable.Get<Person>(), UnseenPeople);
        return vanished.Count;
    }

    private void DeleteParties(EntityTable table, string unseen)
    {
        var changes = new ChangeLog(session, now.UtcTicks);
        foreach (
            var (id, vendorId) in session.ReadList(
                unseen,
                row => (row.GetInt64(0), row.GetString(1)),
                run.VendorAccountId,
                table.Entity.Name
            )
        )
        {
            session.Execute(table.DeleteByKey, id);
            changes.Write(table, id, ChangeKind.Deleted, vendorId, run.VendorAccountId);
        }
    }
}
