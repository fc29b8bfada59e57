using System.Diagnostics;
using System.Net;
using RemoteAssist.Silo.Hosting;

namespace RemoteAssist.Grains.Tests.Stores;

/// <summary>The silo's program in a process of its own, which can be killed.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process _process;
    private readonly Uri _health;

    private SiloProcess(Process process, int port)
    {
        _process = process;
        _health = new Uri($"http://127.0.0.1:{port}/health/");
    }

    internal static async Task<SiloProcess> Start(string connectionString)
    {
        int port = FreePorts.Choose(IPAddress.Loopback, 0)[0];
        string[] arguments =
        [
            Path.Join(AppContext.BaseDirectory, "RemoteAssist.Silo.dll"),
            "Cluster:Provider=PostgreSql", $"Cluster:ConnectionString={connectionString}", $"urls=http://127.0.0.1:{port}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var silo = new SiloProcess(process, port);
        await Eventually.Is(() => silo.Answers("ready", HttpStatusCode.OK), "a silo's process is ready");
        Assert.True(await silo.Answers("live", HttpStatusCode.OK));
        return silo;
    }

    /// <summary>Whether <c>/health/{what}</c> answers so.</summary>
    internal async Task<bool> Answers(string what, HttpStatusCode status)
    {
        Assert.False(_process.HasExited, "The silo's process exited.");
        using var client = new HttpClient();
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(_health, what));
            return response.StatusCode == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
