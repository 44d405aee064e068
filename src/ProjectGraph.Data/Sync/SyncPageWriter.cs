using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Writes one page and the run's checkpoint after it, within one transaction.</summary>
internal sealed class SyncPageWriter
{
    private const string InsertProblem = "INSERT INTO QuarantinedRecords (RunId, VendorId, Message, At) VALUES (@p0, @p1, @p2, @p3)";
    private const string UpsertDrift =
        "INSERT INTO SchemaDrifts (VendorAccountId, Field, VendorId, FirstSeenAt, LastSeenAt) VALUES (@p0, @p1, @p2, @p3, @p3) ON CONFLICT (VendorAccountId, Field) DO UPDATE SET VendorId = @p2, LastSeenAt = @p3";

    private static readonly EntityTable Drifts = EntityTable.Get<SchemaDrift>();

    private readonly SqlSession _session;
    private readonly SyncCheckpoint _run;
    private readonly SaveRules _rules;
    private readonly ProjectSaver _saver;
    private int _quarantined;

    public SyncPageWriter(SqlSession session, SyncCheckpoint run, SaveRules rules)
    {
        _session = session;
        _run = run;
        _rules = rules;
        _saver = new(session, rules);
    }

    /// <returns>The run after the page.</returns>
    public SyncCheckpoint Write(SyncPage page)
    {
        foreach (var company in page.Companies)
            WriteOrQuarantine(company.VendorId, () => _saver.Companies.SaveListed(company));
        foreach (var person in page.People)
            WriteOrQuarantine(person.VendorId, () => _saver.People.SaveListed(person));
        var written = SeenRecords.WrittenSinceStart(_session, _run.VendorAccountId);
        // What an operation has stored or deleted since the run began stays: the page may be older, and the next run reads it again.
        foreach (var project in page.Projects.Where(each => !written.Contains(each.VendorId)))
            WriteOrQuarantine(project.VendorId, () => _saver.Save(project));
        foreach (var problem in page.Problems)
            Quarantine(problem);
        foreach (var drift in page.Drifts)
            WriteOrQuarantine(drift.VendorId, () => SaveDrift(drift));
        var after = _run with
        {
            Cursor = page.NextCursor,
            Pages = _run.Pages + 1,
            Read = _run.Read + page.Projects.Count + page.Problems.Count,
            Created = _run.Created + _saver.Created,
            Changed = _run.Changed + _saver.Changed,
            Quarantined = _run.Quarantined + _quarantined,
        };
        after.Save(_session);
        return after;
    }

    private void WriteOrQuarantine(string vendorId, Action write)
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

    private void SaveDrift(SyncDrift drift)
    {
        var row = _session.Encode(
            Drifts,
            new SchemaDrift
            {
                VendorAccountId = _run.VendorAccountId,
                Field = drift.Field,
                VendorId = drift.VendorId,
            }
        );
        _session.Execute(
            UpsertDrift,
            _run.VendorAccountId,
            row[Drifts.GetOrdinal(nameof(SchemaDrift.Field))],
            row[Drifts.GetOrdinal(nameof(SchemaDrift.VendorId))],
            _rules.Now
        );
    }

    private void Quarantine(SyncProblem problem)
    {
        var vendorId = string.IsNullOrEmpty(problem.VendorId) ? null : problem.VendorId;
        _session.Execute(InsertProblem, _run.Id, vendorId, problem.Message, _rules.Now);
        if (vendorId is not null)
            _saver.KeepUnread(vendorId);
        _quarantined++;
    }
}
