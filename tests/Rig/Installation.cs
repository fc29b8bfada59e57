using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace RemoteAssist.Rig;

/// <summary>RemoteAssist as <c>./assist</c> starts it, without the demo's desktop, in a data directory of its own.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly Child _assist;
    private readonly string _members;

    private Installation(Child assist, string directory, string members) => (_assist, Directory, _members) = (assist, directory, members);

    /// <summary>Its data.</summary>
    public string Directory { get; }

    /// <summary>The gateways' addresses, in the order of their ports.</summary>
    public IReadOnlyList<Uri> Gateways { get; private set; } = [];

    /// <summary>The password of <c>agent@demo.example</c> in tenant <c>demo</c>.</summary>
    public string AgentPassword { get; private set; } = "";

    /// <summary>What <c>./assist</c> has written so far.</summary>
    public string Output => _assist.Output;

    /// <summary>One process with everything in it.</summary>
    public static Task<Installation> StartEmbedded() => Start(1, "run.json", "run");

    /// <summary>Two silos and two gateways over PostgreSQL.</summary>
    public static Task<Installation> StartCluster() => Start(2, "cluster.json", "cluster", "--silos", "2", "--gateways", "2");

    /// <summary>The process ids of the gateways as they are now.</summary>
    public IReadOnlyList<int> GatewayProcesses() => Members("gateways");

    /// <summary>The process ids of the silos as they are now; none when the gateway hosts its own.</summary>
    public IReadOnlyList<int> SiloProcesses() => Members("silos");

    /// <summary>Kills a gateway, and waits until another process serves in its place.</summary>
    /// <param name="index">Which, from 0.</param>
    public async Task RestartGateway(int index)
    {
        int before = GatewayProcesses()[index];
        Child.KillNow(before);
        await Wait.Until($"another process took the place of gateway {index + 1}", () => GatewayProcesses()[index] is var now && now != 0 && now != before, now: () => Output);
        await WaitUntilReady(Gateways[index]);
    }

    public async ValueTask DisposeAsync()
    {
        await _assist.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task<Installation> Start(int gateways, string members, params string[] arguments)
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("remoteassist-").FullName;
        // PostgreSQL runs as a user of its own and must be able to reach its part.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        int port = FreePorts(gateways);
        List<string> all = [.. arguments, "--server-only", "--data", directory, "--port", $"{port}"];
        if (Environment.GetEnvironmentVariable("ASSIST_BUILT") is not null) all.Add("--no-build");
        var installation = new Installation(Child.Start(Path.Join(Repository.Root, "assist"), all, directory: Repository.Root), directory, members)
        {
            Gateways = [.. Enumerable.Range(port, gateways).Select(each => new Uri($"http://localhost:{each}"))],
        };
        try
        {
            await installation.WaitForPassword();
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    // A build may come first.
    private async Task WaitForPassword()
    {
        await Wait.Until(
            "./assist says that it is ready",
            () => _assist.Ended ? throw new InvalidOperationException($"./assist ended: {Output}") : _assist.Lines.Any(line => line.Contains(" is ready", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(5),
            () => Output);
        string line = _assist.Lines.FirstOrDefault(line => line.TrimStart().StartsWith("agent@demo.example ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"./assist printed no password of the agent: {Output}");
        AgentPassword = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
    }

    private static async Task WaitUntilReady(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(5) };
        await Wait.Until($"{gateway} is ready", async () =>
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (Exception wrong) when (wrong is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        });
    }

    private int[] Members(string kind)
    {
        using JsonDocument read = JsonDocument.Parse(File.ReadAllBytes(Path.Join(Directory, _members)));
        return [.. read.RootElement.GetProperty(kind).EnumerateArray().Select(member => member.GetProperty("pid").GetInt32())];
    }

    // The first of a row of ports that are free now.
    private static int FreePorts(int count)
    {
        for (int tries = 0; tries < 100; tries++)
        {
            List<TcpListener> row = [];
            try
            {
                var first = new TcpListener(IPAddress.Loopback, 0);
                row.Add(first);
                first.Start();
                int port = ((IPEndPoint)first.LocalEndpoint).Port;
                for (int next = 1; next < count; next++)
                {
                    row.Add(new TcpListener(IPAddress.Loopback, port + next));
                    row[^1].Start();
                }

                return port;
            }
            catch (Exception taken) when (taken is SocketException or ArgumentOutOfRangeException)
            {
                continue;
            }
            finally
            {
                foreach (TcpListener each in row) each.Stop();
            }
        }

        throw new InvalidOperationException($"No {count} free ports in a row.");
    }
}
