using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Writes one page and the run's checkpoint after it, within one transaction.</summary>
internal sealed class SyncPageWriter
{
    private const string InsertProblem = "INSERT INTO QuarantinedRecords (RunId, VendorId, Message, At) VALUES (@p0, @p1, @p2, @p3)";
    private const string NoteDrift =
        "INSERT INTO SchemaDrifts (ConnectionId, Field, VendorId, FirstSeenAt, LastSeenAt) VALUES (@p0, @p1, @p2, @p3, @p3) ON CONFLICT (ConnectionId, Field) DO UPDATE SET VendorId = @p2, LastSeenAt = @p3";

    private static readonly EntityTable Drifts = EntityTable.Of<SchemaDrift>();

    private readonly SqlSession session;
    private readonly SyncCheckpoint run;
    private readonly SaveRules rules;
    private readonly ProjectSaver saver;
    private int quarantined;

    public SyncPageWriter(SqlSession session, SyncCheckpoint run, SaveRules rules)
    {
        this.session = session;
        this.run = run;
        this.rules = rules;
        saver = new(session, rules);
    }

    /// <returns>The run after the page.</returns>
    public SyncCheckpoint Write(SyncPage page)
    {
        foreach (var company in page.Companies) Try(company.VendorId, () => saver.Companies.List(company));
        foreach (var person in page.People) Try(person.VendorId, () => saver.People.List(person));
        var written = SeenLog.WrittenSinceStart(session, run.ConnectionId);
        // What an operation has stored or deleted since the run began stays: the page may be older, and the next run reads it again.
        foreach (var project in page.Projects.Where(each => !written.Contains(each.VendorId))) Try(project.VendorId, () => saver.Save(project));
        foreach (var problem in page.Problems) Quarantine(problem);
        foreach (var drift in page.Drifts) Try(drift.VendorId, () => Note(drift));
        var after = run with
        {
            Cursor = page.NextCursor,
            Pages = run.Pages + 1,
            Read = run.Read + page.Projects.Count + page.Problems.Count,
            Created = run.Created + saver.Created,
            Changed = run.Changed + saver.Changed,
            Quarantined = run.Quarantined + quarantined,
        };
        after.Save(session);
        return after;
    }

    private void Try(string vendorId, Action write)
    {
        try
        {
            write();
        }
        catch (StoreException unstorable) when (unstorable.Code == StoreException.UnstorableValue)
        {
            Quarantine(new(vendorId, unstorable.Message));
        }
    }

    private void Note(SyncDrift drift)
    {
        var row = session.Encode(Drifts, new SchemaDrift { ConnectionId = run.ConnectionId, Field = drift.Field, VendorId = drift.VendorId });
        session.Execute(NoteDrift, run.ConnectionId, row[Drifts.Ordinal(nameof(SchemaDrift.Field))], row[Drifts.Ordinal(nameof(SchemaDrift.VendorId))], rules.Now);
    }

    private void Quarantine(SyncProblem problem)
    {
        var vendorId = string.IsNullOrEmpty(problem.VendorId) ? null : problem.VendorId;
        session.Execute(InsertProblem, run.Id, vendorId, problem.Message, rules.Now);
        if (vendorId is not null) saver.Keep(vendorId);
        quarantined++;
    }
}
