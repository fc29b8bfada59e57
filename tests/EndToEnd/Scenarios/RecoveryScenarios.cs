using RemoteAssist.EndToEnd.Setups;

namespace RemoteAssist.EndToEnd.Scenarios;

public abstract class RecoveryScenarios(Setup setup) : Scenario(setup)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_reload_of_the_agents_page_comes_back_to_the_live_picture()
    {
        await Agent.Page.ReloadAsync();
        await Agent.WaitFor("picture", "live");
        await IsLive();
    }

    [Fact]
    public async Task An_agent_who_left_joins_again_while_the_session_lives()
    {
        string pin = await Agent.Pin();
        await Agent.Page.Locator("#leave").ClickAsync();
        await Agent.WaitFor("session-state", "none");
        Assert.True(await Agent.Page.Locator("#start-new").IsVisibleAsync());
        await Agent.Page.Locator("#join").ClickAsync();
        await Agent.WaitFor("picture", "live");
        await IsLive();
        Assert.Equal(pin, await Agent.Pin());
    }

    [Fact]
    public async Task A_gateway_killed_under_the_agent_comes_back_to_the_live_picture()
    {
        await Setup.Installation.RestartGateway(Setup.AgentGateway);
        await IsLive(Patience);
        Assert.Equal("active", await Agent.State("session-state"));
    }

    [Fact]
    public async Task A_gateway_killed_under_the_customer_comes_back_to_the_live_picture()
    {
        await Setup.Installation.RestartGateway(Setup.HostGateway);
        await IsLive(Patience);
        Assert.False(Setup.Host.Ended, $"The customer's program ended: {Setup.Host.Output}");
    }
}
