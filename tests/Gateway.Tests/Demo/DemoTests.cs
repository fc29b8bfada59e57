using System.Net;
using RemoteAssist.Gateway.Demo;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Sessions;

namespace RemoteAssist.Gateway.Tests.Demo;

/// <summary>The demo session: always one open, its file always right.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_session_file_leads_into_a_live_session_and_a_new_one_takes_the_place_of_an_ended_one()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("gateway-tests-");
        string path = Path.Join(directory.FullName, "session.json");
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Seed:Demo=true", $"--Seed:SessionFile={path}");
        SessionFile first = await Read(path, null);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal($"{gateway.Origin}/demo/{first.Pin}", first.CustomerUrl);

        using HttpClient agent = gateway.Browser();
        // Twice: the page may be closed and opened again from the same link.
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage landed = await agent.GetAsync(first.AgentUrl, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.Redirect, $"/agent/{first.Session}"), (landed.StatusCode, landed.Headers.Location?.ToString()));
        }

        await gateway.Session(first.Session, DemoTenant.Id).End(EndReason.AdminEnded, cancellation: TestContext.Current.CancellationToken);
        SessionFile second = await Read(path, first.Session);
        Assert.NotEqual(first.Pin, second.Pin);

        await gateway.Restart();
        string before = second.AgentUrl;
        await Eventually.True(async () => (await SessionFile.Read(path))?.AgentUrl is { } now && now != before, "a fresh link after the restart");
        Assert.Equal(second.Session, (await SessionFile.Read(path))!.Session);
        directory.Delete(recursive: true);
    }

    private static async Task<SessionFile> Read(string path, string? other)
    {
        SessionFile? file = null;
        await Eventually.True(async () => (file = await SessionFile.Read(path)) is not null && file.Session != other, $"a session file other than of '{other}'");
        return file!;
    }
}
