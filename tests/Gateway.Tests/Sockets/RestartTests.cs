using System.Net;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Tests.Sockets;

/// <summary>A gateway with its silo goes down and comes back.</summary>
public sealed class RestartTests
{
    private static readonly int[] AllTiles = [.. Enumerable.Range(0, TestHost.Tiles)];

    [Fact]
    public async Task After_a_restart_cookie_ticket_and_resume_work_and_the_picture_comes_back()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start();
        (HttpClient agent, string session, string pin) = await gateway.StartSession();
        await using TestViewer viewer = await TestViewer.Watch(gateway, agent, session);
        await using TestHost host = await TestHost.Share(gateway, pin);
        string early = await TestViewer.Ticket(agent, session);
        await gateway.Restart();

        Assert.Equal(CloseCodes.GoingAway, await viewer.HearsClose("the viewer's close"));
        Assert.Equal(CloseCodes.GoingAway, await host.HearsClose("the host's close"));
        using HttpResponseMessage me = await agent.GetAsync("/api/v1/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        await using TestViewer withEarlyTicket = await TestViewer.Open(gateway, early);
        await using TestHost back = await TestHost.Share(gateway, await TestHost.Resume(gateway, host.Place));
        await back.SendLayout(back.Epoch + 1);
        await back.Draw(0x5, AllTiles);
        await using TestViewer again = await TestViewer.Watch(gateway, agent, session);
        await again.Shows(0x5, "the picture after the restart");
    }
}
