using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace RemoteAssist.StreamNode;

/// <summary>A node as its parent sees it: started, told things line by line, killed.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _name;

    private NodeProcess(Process process, string name)
    {
        _process = process;
        _name = name;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What the node said about itself when it was ready, such as its ports.</summary>
    public JsonElement Ready { get; private set; }

    /// <summary>Starts a node and waits until it is ready.</summary>
    /// <param name="environment">Added to its environment.</param>
    /// <param name="arguments">Its command line: see the node's Program.</param>
    public static async Task<NodeProcess> StartAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Join(AppContext.BaseDirectory, "RemoteAssist.StreamNode"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var node = new NodeProcess(Process.Start(start)!, string.Join(' ', arguments));
        node.Ready = await node.ReadAsync("to be ready");
        return node;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<JsonElement> AskAsync(string command)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(command);
            await _process.StandardInput.FlushAsync();
            return await ReadAsync($"to answer '{command}'");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<T> AskAsync<T>(string command) => (await AskAsync(command)).Deserialize<T>()!;

    /// <summary>Kills the process at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<JsonElement> ReadAsync(string what)
    {
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(AnswerLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {AnswerLimit.TotalSeconds} s for node '{_name}' {what}. {Errors()}");
        }

        if (line is null) throw new InvalidOperationException($"Node '{_name}' ended before it was asked {what}. {Errors()}");
        using var reply = JsonDocument.Parse(line);
        if (reply.RootElement.TryGetProperty("error", out var error)) throw new InvalidOperationException($"Node '{_name}', asked {what}: {error.GetString()} {Errors()}");
        return reply.RootElement.GetProperty("ok").Clone();
    }

    private string Errors()
    {
        lock (_errors) return _errors.ToString();
    }
}
