using RemoteAssist.Customer.Host.Connection;
using RemoteAssist.Customer.Host.Tests.Stand;

namespace RemoteAssist.Customer.Host.Tests.Connection;

/// <summary>A computer whose PIN is right and which the agent must let in.</summary>
public sealed class AdmissionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_customer_is_told_the_check_number_and_gets_in_once_the_agent_says_so()
    {
        await using var gateway = new TestGateway { JoinStatus = 202, ResumeStatus = 202 };
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var join = new JoinClient(http, gateway.Address, TimeProvider.System);
        JoinAnswer knock = await join.JoinAsync("demo", TestGateway.Pin, Cancel);
        Assert.Equal((JoinOutcome.Waiting, null), (knock.Outcome, knock.Joined));
        using var terminal = new StringWriter();
        Task<JoinAnswer> waiting = Admission.WaitAsync(join, knock.Waiting!, terminal, TimeProvider.System, Cancel);
        await Rig.Wait.Until("the program asks whether it is let in", () => gateway.Requests.Count > 2);
        Assert.Contains("47", terminal.ToString(), StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        gateway.ResumeStatus = 200;
        Assert.NotEmpty((await waiting).Joined!.Ticket);
    }

    [Fact]
    public async Task A_computer_that_is_turned_away_is_told_so()
    {
        await using var gateway = new TestGateway { JoinStatus = 202, ResumeStatus = 404 };
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var join = new JoinClient(http, gateway.Address, TimeProvider.System);
        JoinAnswer knock = await join.JoinAsync("demo", TestGateway.Pin, Cancel);
        Assert.Equal(JoinOutcome.NotLetIn, (await Admission.WaitAsync(join, knock.Waiting!, TextWriter.Null, TimeProvider.System, Cancel)).Outcome);
    }
}
