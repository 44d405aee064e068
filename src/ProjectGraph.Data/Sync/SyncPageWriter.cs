using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Writes one page and the run's checkpoint behind it, within one transaction.</summary>
internal sealed class SyncPageWriter
{
    private const string InsertProblem = "INSERT INTO QuarantinedRecords (RunId, VendorId, Message, At) VALUES (@p0, @p1, @p2, @p3)";
    private const string NoteDrift =
        "INSERT INTO SchemaDrifts (ConnectionId, Field, VendorId, FirstSeenAt, LastSeenAt) VALUES (@p0, @p1, @p2, @p3, @p3) ON CONFLICT (ConnectionId, Field) DO UPDATE SET VendorId = @p2, LastSeenAt = @p3";

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

    /// <returns>The run as it stands after the page.</returns>
    public SyncCheckpoint Write(SyncPage page)
    {
        foreach (var company in page.Companies) List(saver.Companies, company, company.VendorId);
        foreach (var person in page.People) List(saver.People, person, person.VendorId);
        foreach (var project in page.Projects) Save(project);
        foreach (var problem in page.Problems) Quarantine(problem);
        foreach (var drift in page.Drifts) session.Execute(NoteDrift, run.ConnectionId, StoredText.Clean(drift.Field), StoredText.Clean(drift.VendorId), rules.Now);
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

    private void List(PartySaver parties, object party, string vendorId)
    {
        try
        {
            parties.List(party);
        }
        catch (StoreException unstorable) when (unstorable.Code == StoreException.UnstorableValue)
        {
            Quarantine(new(vendorId, unstorable.Message));
        }
    }

    private void Save(Project project)
    {
        try
        {
            saver.Save(project);
        }
        catch (StoreException unstorable) when (unstorable.Code == StoreException.UnstorableValue)
        {
            Quarantine(new(project.VendorId, unstorable.Message));
        }
    }

    private void Quarantine(SyncProblem problem)
    {
        var vendorId = string.IsNullOrEmpty(problem.VendorId) ? null : problem.VendorId;
        session.Execute(InsertProblem, run.Id, vendorId, problem.Message, rules.Now);
        if (vendorId is not null) saver.Keep(vendorId);
        quarantined++;
    }
}
