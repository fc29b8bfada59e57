using System.Diagnostics;
using System.Net;
using Npgsql;
using RemoteAssist.Grains.Tests.Stores;
using RemoteAssist.Silo.Hosting;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace RemoteAssist.Grains.Tests.Stores;

/// <summary>A PostgreSQL server of the tests' own: its data in a temporary directory, on a free port, gone afterwards.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string User = "remoteassist";

    private static readonly bool IsRoot = Environment.UserName == "root";

    private readonly int _port = FreePorts.Choose(IPAddress.Loopback, 0)[0];
    private string? _programs;
    private string? _directory;
    private Process? _server;

    /// <summary>The connection string of a new, empty database. Skips the test where there is no PostgreSQL, and fails it under CI.</summary>
    internal async Task<string> NewDatabase()
    {
        if (_server is null)
        {
            const string Missing = "PostgreSQL is not installed: no initdb on the PATH or in /usr/lib/postgresql.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Missing);
            Assert.Skip(Missing);
        }

        string name = $"test_{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask InitializeAsync()
    {
        _programs = FindPrograms();
        if (_programs is null) return;
        _directory = Directory.CreateTempSubdirectory("remoteassist-postgres-").FullName;
        if (IsRoot) await Run("chown", "postgres", _directory);
        string data = Path.Join(_directory, "data");
        await RunAsOwner("initdb", "--auth=trust", $"--username={User}", "--encoding=UTF8", "--no-sync", "-D", data);
        _server = StartAsOwner("postgres", "-D", data, "-p", $"{_port}", "-k", _directory, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
        await Eventually.Is(Answers, $"PostgreSQL answers on port {_port}");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            // An immediate shutdown: nobody needs the data any more.
            await Run("kill", "-QUIT", $"{_server.Id}");
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        if (_directory is not null) Directory.Delete(_directory, recursive: true);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database}";

    private async Task<bool> Answers()
    {
        Assert.False(_server!.HasExited, "PostgreSQL exited while it started.");
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string? FindPrograms()
    {
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        IEnumerable<string> debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Join(version, "bin"))
            : [];
        return path.Concat(debian).FirstOrDefault(directory => File.Exists(Path.Join(directory, "initdb")) && File.Exists(Path.Join(directory, "postgres")));
    }

    private async Task RunAsOwner(string program, params string[] arguments)
    {
        using Process process = StartAsOwner(program, arguments);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }

    /// <summary>PostgreSQL refuses to be run by root.</summary>
    private Process StartAsOwner(string program, params string[] arguments)
    {
        string[] command = [Path.Join(_programs, program), .. arguments];
        if (IsRoot) command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        return Start(command);
    }

    private static async Task Run(params string[] command)
    {
        using Process process = Start(command);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command[0]} ended with {process.ExitCode}.");
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
