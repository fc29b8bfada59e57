using System.Security.Cryptography;

namespace RemoteAssist.Grains.Audit;

/// <summary>What the check of a tenant's chain found.</summary>
/// <param name="Rows">Rows that are as they were written.</param>
/// <param name="Problem">What is wrong, naming the first wrong row; null when all is well.</param>
public sealed record AuditVerdict(long Rows, string? Problem);

/// <summary>Checks a tenant's chain from its first row to its last.</summary>
public static class AuditVerification
{
    private const int Batch = 1000;

    /// <summary>Checks it. Rows that are appended meanwhile do no harm.</summary>
    public static async Task<AuditVerdict> Verify(IAuditStore store, string tenant, CancellationToken cancellation)
    {
        // First, so that what is appended meanwhile is not missed at the end.
        AuditHead head = await store.Head(tenant, cancellation) ?? new AuditHead(0, AuditChain.Root);
        byte[] before = AuditChain.Root;
        byte[] atHead = AuditChain.Root;
        long last = 0;
        while (await store.Read(tenant, last, Batch, cancellation) is { Count: > 0 } rows)
        {
            foreach (StoredAuditRow row in rows)
            {
                if (row.Number != last + 1) return new AuditVerdict(last, Missing(last + 1, row.Number - 1));
                if (!CryptographicOperations.FixedTimeEquals(AuditChain.Hash(tenant, before, row), row.Hash))
                    return new AuditVerdict(last, $"row {row.Number} is not as it was written: it was edited, put in another's place, or the row before it was.");
                (before, last) = (row.Hash, row.Number);
                if (last == head.Number) atHead = before;
            }
        }

        if (last < head.Number) return new AuditVerdict(last, Missing(last + 1, head.Number));
        if (!CryptographicOperations.FixedTimeEquals(atHead, head.Hash))
            return new AuditVerdict(last, $"row {head.Number} is not the one that was noted as the last: the chain was written anew.");
        if (head.Number > 0 || last == 0) return new AuditVerdict(last, null);

        // The first rows of all may have come since.
        return await store.Head(tenant, cancellation) is null ? new AuditVerdict(last, "the note of the last row is missing.") : await Verify(store, tenant, cancellation);
    }

    private static string Missing(long first, long last) => first == last ? $"row {first} is missing." : $"rows {first} to {last} are missing.";
}
