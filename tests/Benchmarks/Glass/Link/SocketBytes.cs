using System.Globalization;
using System.Text.RegularExpressions;
using RemoteAssist.Rig;

namespace RemoteAssist.Benchmarks.Glass.Link;

/// <summary>What TCP connections of this machine have sent, as the kernel counts it (ss of iproute2).</summary>
internal static partial class SocketBytes
{
    /// <summary>What this machine lacks for it.</summary>
    public static IReadOnlyList<string> Missing => Tools.Missing("ss");

    /// <summary>Payload bytes that a process's open connections have sent.</summary>
    /// <param name="process">Its id.</param>
    public static async Task<long> SentBy(int process)
    {
        await using Child run = Child.Start("ss", ["-tinpHO"]);
        if (await run.Exit() != 0) throw new InvalidOperationException($"ss failed: {run.Output}");
        string owner = $"pid={process.ToString(CultureInfo.InvariantCulture)},";
        return run.Lines.Where(line => line.Contains(owner, StringComparison.Ordinal)).Sum(line => long.Parse("0" + Sent().Match(line).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"bytes_sent:(\d+)")]
    private static partial Regex Sent();
}
