using System.Globalization;
using System.Text.Json;

namespace RemoteAssist.Benchmarks;

/// <summary>Runs the benchmarks that the command line names and writes their rows.</summary>
internal static class Dispatcher
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(IReadOnlyList<IBenchmark> all, string[] args)
    {
        var names = new List<string>();
        string? json = null;
        string? filter = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--json" && i + 1 < args.Length) json = args[++i];
            else if (args[i] is "--case" && i + 1 < args.Length) filter = args[++i];
            else if (args[i] is "--help" or "-h") return Help(all, Console.Out, 0);
            else if (all.Any(b => b.Name == args[i])) names.Add(args[i]);
            else if (i + 1 < args.Length && Offer(all, args[i], args[i + 1])) i++;
            else return Help(all, Console.Error, 2, $"Not a benchmark: {args[i]}");
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        var rows = new List<Row>();
        foreach (var benchmark in all.Where(b => names.Count == 0 ? !b.OnlyByName : names.Contains(b.Name)))
        {
            if (benchmark.Unready() is { } reason) return Help(all, Console.Error, 2, reason);
            // Beside the results, not among them: some benchmarks' output is read by programs.
            await Console.Error.WriteLineAsync($"{benchmark.Name}: {benchmark.Summary}");
            foreach (var row in await benchmark.RunAsync(filter, stop.Token)) rows.Add(Complete(benchmark, row));
        }

        if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(rows, Indented), CancellationToken.None);
        return 0;
    }

    // Several benchmarks may have an option in common: each is asked.
    private static bool Offer(IReadOnlyList<IBenchmark> all, string name, string value)
    {
        bool taken = false;
        foreach (IBenchmark benchmark in all) taken |= benchmark.TryOption(name, value);
        return taken;
    }

    private static Row Complete(IBenchmark benchmark, Row row)
    {
        var complete = new Row { ["bench"] = benchmark.Name };
        foreach (var (key, value) in row) complete[key] = value;
        return complete;
    }

    private static int Help(IReadOnlyList<IBenchmark> all, TextWriter output, int code, string? error = null)
    {
        if (error is not null) output.WriteLine(error);
        output.WriteLine("usage: bench [NAME…] [--case TEXT] [--json FILE]");
        output.WriteLine("Runs the named benchmarks, or all; --case only those cases whose name contains TEXT; --json writes one flat object a case and path.");
        foreach (var benchmark in all)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {benchmark.Name,-8} {benchmark.Summary}"));
            foreach (string option in benchmark.Options) output.WriteLine($"           {option}");
        }

        return code;
    }
}
