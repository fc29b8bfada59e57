namespace RemoteAssist.Benchmarks;

/// <summary>A case's figures: flat, the unit at the end of each key (<c>p50Ms</c>, <c>kbPerS</c>, <c>cpuPct</c>); docs/benchmarks.md explains the keys.</summary>
internal sealed class Row : Dictionary<string, object?>
{
    /// <summary>Adds a figure, rounded to four significant digits; what is not a number is left out.</summary>
    public Row With(string key, double value)
    {
        if (double.IsFinite(value)) this[key] = value == 0 ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12));
        return this;
    }

    /// <summary>Adds delays: how many, and their nearest ranks.</summary>
    public Row WithDelays(IEnumerable<double> delays)
    {
        double[] sorted = [.. delays.Order()];
        if (sorted.Length == 0) return With("samples", 0);
        return With("samples", sorted.Length).With("p50Ms", At(0.50)).With("p95Ms", At(0.95)).With("p99Ms", At(0.99));

        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Adds a whole number.</summary>
    public Row With(string key, long value)
    {
        this[key] = value;
        return this;
    }

    /// <summary>Adds a text.</summary>
    public Row With(string key, object value)
    {
        this[key] = value;
        return this;
    }

    /// <summary>Of rows with the same keys: the median of each figure, and everything else as in the first.</summary>
    public static Row Median(IReadOnlyList<Row> rows)
    {
        var median = new Row();
        foreach (var (key, value) in rows[0])
        {
            if (value is double) median.With(key, rows.Select(row => row.GetValueOrDefault(key)).OfType<double>().Order().ElementAt(rows.Count / 2));
            else median.With(key, value!);
        }

        return median;
    }
}
