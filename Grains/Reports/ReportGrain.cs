using Orleans.Concurrency;
using RemoteAssist.Grains.Interfaces.Reports;
using RemoteAssist.Grains.Records;

namespace RemoteAssist.Grains.Reports;

/// <inheritdoc cref="IReportGrain"/>
[StatelessWorker(2)]
internal sealed class ReportGrain(ISessionRecordStore records) : Grain, IReportGrain
{
    /// <inheritdoc/>
    public async Task<SessionPage> Sessions(SessionQuestion question, CancellationToken cancellation)
    {
        int most = Math.Clamp(question.Most, 1, SessionPage.Most);
        var query = new RecordQuery(
            this.GetPrimaryKeyString(),
            question.From,
            question.Until,
            question.After is { } mark ? (mark.StartedAt, mark.Session) : null,
            question.JoinedOnly,
            question.LiveOnly,
            most + 1);
        IReadOnlyList<StoredSessionRecord> rows = await records.Read(query, cancellation);
        StoredSessionRecord? last = rows.Count > most ? rows[most - 1] : null;
        return new SessionPage([.. rows.Take(most).Select(View)], last is null ? null : new SessionMark(last.Record.StartedAt, last.Session));
    }

    private static ReportedSession View(StoredSessionRecord row)
    {
        SessionRecord record = row.Record;
        return new ReportedSession(
            row.Session,
            record.Agent,
            record.StartedAt,
            record.EndedAt,
            record.EndReason,
            record.EndedBy,
            record.Joined,
            record.FirstSeen,
            record.LastSeen,
            record.Reconnects,
            record.Address,
            record.System,
            [.. record.People.Select(person => new ReportedPerson(person.Account, person.Name, person.Role))]);
    }
}
