using System.Collections.Concurrent;
using System.Diagnostics;

namespace RemoteAssist.StreamNode;

/// <summary>What a process received, stream by stream.</summary>
internal sealed class Receipts
{
    private readonly ConcurrentDictionary<string, Receipt> _receipts = [];

    public Receipt For(string key) => _receipts.GetOrAdd(key, _ => new Receipt());

    public void Clear() => _receipts.Clear();

    public void Reset()
    {
        foreach (var receipt in _receipts.Values) receipt.Reset();
    }

    public ReceiptReport Report()
    {
        var receipts = _receipts.Values.ToArray();
        var delays = receipts.SelectMany(r => r.Delays()).Order().ToArray();
        return new ReceiptReport(
            delays.Length,
            receipts.Sum(r => r.Duplicates),
            receipts.Sum(r => r.Disordered),
            receipts.Sum(r => r.Missing),
            receipts.Sum(r => r.Gaps),
            receipts.Select(r => r.Newest).DefaultIfEmpty().Min(),
            At(0.5), At(0.95), At(0.99));

        double? At(double share) => delays.Length == 0 ? null : delays[Math.Min(delays.Length - 1, (int)(share * delays.Length))];
    }
}

/// <summary>What was received: counts, and delays in milliseconds from publishing to the callback.</summary>
/// <param name="Received">Items.</param>
/// <param name="Duplicates">Items that came more than once.</param>
/// <param name="Disordered">Items that came after a later one of the same publisher.</param>
/// <param name="Missing">Items jumped over and not seen until now.</param>
/// <param name="Gaps">Gaps told.</param>
/// <param name="NewestOfSlowest">The newest item's number on the stream where that is least.</param>
/// <param name="P50Ms">Half the items were faster; null while there are none, as for the others.</param>
/// <param name="P95Ms">95 of 100 were faster.</param>
/// <param name="P99Ms">99 of 100 were faster.</param>
public sealed record ReceiptReport(int Received, int Duplicates, int Disordered, long Missing, int Gaps, long NewestOfSlowest, double? P50Ms, double? P95Ms, double? P99Ms);

/// <summary>What was received from one stream.</summary>
internal sealed class Receipt
{
    private readonly Lock _gate = new();
    private readonly List<double> _delays = [];
    private readonly Dictionary<int, (long Newest, HashSet<long> Jumped)> _publishers = [];

    public int Duplicates { get; private set; }

    public int Disordered { get; private set; }

    public int Gaps { get; private set; }

    public long Missing { get { lock (_gate) return _publishers.Values.Sum(p => p.Jumped.Count); } }

    public long Newest { get { lock (_gate) return _publishers.Values.Select(p => p.Newest).DefaultIfEmpty().Max(); } }

    public double[] Delays()
    {
        lock (_gate) return [.. _delays];
    }

    public void Reset()
    {
        lock (_gate) _delays.Clear();
    }

    public void AddGap(Exception gap)
    {
        lock (_gate) Gaps++;
    }

    public void Add(NodeItem item)
    {
        var delay = Stopwatch.GetElapsedTime(item.SentAt).TotalMilliseconds;
        lock (_gate)
        {
            _delays.Add(delay);
            if (!_publishers.TryGetValue(item.Publisher, out var seen)) seen = (item.Number - 1, []);
            if (item.Number > seen.Newest)
            {
                for (var number = seen.Newest + 1; number < item.Number; number++) seen.Jumped.Add(number);
                seen.Newest = item.Number;
            }
            else if (seen.Jumped.Remove(item.Number))
            {
                Disordered++;
            }
            else
            {
                Duplicates++;
            }

            _publishers[item.Publisher] = seen;
        }
    }
}
