using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Audit;

namespace RemoteAssist.Grains.Audit;

/// <inheritdoc cref="IAuditGrain"/>
internal sealed class AuditGrain(IAuditStore store) : Grain, IAuditGrain
{
    /// <summary>Another activation may live for a moment while a silo dies: whoever comes second reads the chain again.</summary>
    private const int Tries = 3;

    private AuditHead? _head;

    private string Tenant => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task Append(ImmutableArray<AuditEntry> entries, CancellationToken cancellation)
    {
        if (entries.IsDefaultOrEmpty) return;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            IReadOnlySet<string> known = await store.Known(Tenant, [.. entries.Select(entry => entry.Id)], cancellation);
            AuditHead head = _head ??= await store.Head(Tenant, cancellation) ?? new AuditHead(0, AuditChain.Root);
            List<StoredAuditRow> rows = [];
            foreach (AuditEntry entry in entries.DistinctBy(entry => entry.Id).Where(entry => !known.Contains(entry.Id)))
            {
                rows.Add(AuditChain.Link(Tenant, head, entry));
                head = new AuditHead(rows[^1].Number, rows[^1].Hash);
            }

            // Until it is known what became of the write, nothing is known about the chain's end.
            _head = null;
            if (rows.Count > 0 && !await store.Append(Tenant, rows, CancellationToken.None)) continue;
            _head = head;
            return;
        }

        throw new InvalidOperationException($"The audit log of tenant '{Tenant}' is being written by somebody else.");
    }

    /// <inheritdoc/>
    public async Task<AuditPage> Read(long? before, int most, CancellationToken cancellation)
    {
        most = Math.Clamp(most, 1, AuditPage.Most);
        IReadOnlyList<StoredAuditRow> rows = await store.ReadBack(Tenant, before ?? long.MaxValue, most + 1, cancellation);
        return new AuditPage([.. rows.Take(most).Select(AuditChain.View)], rows.Count > most);
    }
}
