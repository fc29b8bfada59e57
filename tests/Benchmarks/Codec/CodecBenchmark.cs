using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RemoteAssist.Benchmarks.Clips;
using RemoteAssist.Benchmarks.Workloads;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>What the customer host makes of recorded screens: bytes, processor time and fidelity, beside plain JPEG and x264.</summary>
internal sealed class CodecBenchmark : IBenchmark
{
    private readonly ClipOptions _options = new();

    public string Name => "codec";

    public string Summary => "bytes, CPU time and fidelity on recorded screens, beside JPEG of the changed rectangle and x264; one JSON object a line";

    public IReadOnlyList<string> Options => ClipOptions.Help;

    public bool TryOption(string name, string value) => _options.Take(name, value);

    public string? Unready() => _options.Problem;

    public async Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation)
    {
        if (!_options.IsRaw) await Recorder.RecordMissing(_options.Directory, filter, cancellation);
        bool x264 = Tools.Missing("ffmpeg").Count == 0;
        if (!x264) await Console.Error.WriteLineAsync("going on without x264: this machine lacks ffmpeg");
        WarmUp();
        var rows = new List<Row>();
        foreach (Func<IFrames> open in _options.Open(filter))
        {
            cancellation.ThrowIfCancellationRequested();
            using var footage = new Footage(open());
            rows.AddRange(Measure(footage, x264, print: true));
        }

        Summarise(rows);
        return rows;
    }

    // The published program is compiled ahead of time: what compiling costs here is none of its costs.
    private static void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(6))
        {
            using var footage = new Footage(new WarmUpFrames());
            _ = Measure(footage, x264: false, print: false);
        }
    }

    private static List<Row> Measure(Footage footage, bool x264, bool print)
    {
        using var ours = new HostCodec(footage);
        using var naive = new NaiveCodec(footage);
        using X264Codec? peer = x264 ? new X264Codec(footage) : null;
        ICodec[] codecs = peer is null ? [ours, naive] : [ours, naive, peer];
        while (footage.Next())
        {
            if (footage.Changed.IsEmpty) continue;
            foreach (ICodec codec in codecs) codec.Frame(footage);
        }

        if (footage.Index < 0) throw new InvalidDataException($"{footage.Name} has no frame.");
        var rows = new List<Row>();
        foreach (ICodec codec in codecs)
        {
            Row row = Describe(footage, codec.Name, codec.Finish(footage));
            rows.Add(row);
            if (print) Console.WriteLine(JsonSerializer.Serialize(row));
        }

        if (print) Console.Error.WriteLine($"{footage.Name}: {ours.Costs.Updates} updates; {ours.Costs}");
        return rows;
    }

    private static Row Describe(Footage footage, string codec, CodecResult result)
    {
        long bytes = result.Bytes.Sum() + result.RestBytes;
        Row row = new Row()
            .With("clip", footage.Name)
            .With("encoder", codec)
            .With("frames", footage.Index + 1)
            .With("changedFrames", result.Bytes.Count)
            .With("bytes", bytes)
            .With("bytesWithoutFirst", bytes - result.Bytes[0])
            .With("bytesP50", Rank(result.Bytes.Skip(1).Select(each => (double)each), 0.50))
            .With("bytesP95", Rank(result.Bytes.Skip(1).Select(each => (double)each), 0.95))
            .With("restBytes", result.RestBytes)
            .With("cpuMsMean", result.CpuMs.Average())
            .With("cpuMsP95", Rank(result.CpuMs, 0.95));
        if (result.Psnr.Count > 0) row.With("psnrMean", result.Psnr.Average());
        return row
            .With("psnrEnd", Quality.Psnr(footage.Pixels, result.Picture, footage.Width, new(0, 0, footage.Width, footage.Height)))
            // Rounded down: 1 means every pixel.
            .With("exactShare", (object)(Math.Floor(Quality.ExactShare(footage.Pixels, result.Picture) * 1e6) / 1e6));
    }

    // The nearest rank.
    private static double Rank(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static void Summarise(List<Row> rows)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"clip",-20} {"ours KB",9} {"naive",9} {"x264",9} {"naive/ours",11} {"p95 B",8} {"cpu ms",7} {"p95",7} {"x264",7} {"psnr",6} {"exact",9}"));
        foreach (IGrouping<object?, Row> clip in rows.GroupBy(row => row["clip"]))
        {
            Row ours = clip.First(row => row["encoder"] is "ours"), naive = clip.First(row => row["encoder"] is "naive");
            Row? x264 = clip.FirstOrDefault(row => row["encoder"] is "x264");
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{clip.Key,-20} {Kb(ours),9:0.0} {Kb(naive),9:0.0} {(x264 is null ? "" : Kb(x264)),9:0.0} {Kb(naive) / Math.Max(Kb(ours), 0.001),11:0.0} {ours["bytesP95"],8:0} {ours["cpuMsMean"],7:0.00} {ours["cpuMsP95"],7:0.00} {x264?["cpuMsMean"],7:0.00} {ours["psnrMean"],6:0.0} {ours["exactShare"],9}"));
        }

        static double Kb(Row row) => (long)row["bytesWithoutFirst"]! / 1000.0;
    }
}
