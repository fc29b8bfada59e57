using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Orleans.Runtime.Messaging;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Silo.Hosting;

namespace RemoteAssist.Grains.Tests;

public sealed class CallRetryTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    private static IOutgoingGrainCallContext Call(string method, params Exception?[] outcomes)
    {
        var context = Substitute.For<IOutgoingGrainCallContext>();
        context.InterfaceName.Returns(typeof(ISessionGrain).FullName);
        context.InterfaceMethod.Returns(typeof(ISessionGrain).GetMethod(method));
        context.Response.Returns((Orleans.Serialization.Invocation.Response?)null);
        int call = 0;
        context.Invoke().Returns(_ => outcomes[Math.Min(call++, outcomes.Length - 1)] is { } failure ? Task.FromException(failure) : Task.CompletedTask);
        return context;
    }

    private async Task Run(IOutgoingGrainCallContext context)
    {
        Task run = new CallRetry(_time).Invoke(context);
        for (int step = 0; step < 200 && !run.IsCompleted; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await run;
    }

    private static int Calls(IOutgoingGrainCallContext context) => context.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(context.Invoke));

    [Theory]
    [InlineData(nameof(ISessionGrain.Read))]
    [InlineData(nameof(ISessionGrain.Redeem))]
    public async Task A_call_that_was_never_sent_is_made_again(string method)
    {
        IOutgoingGrainCallContext call = Call(method, new ConnectionFailedException(), new ConnectionFailedException(), null);
        await Run(call);
        Assert.Equal(3, Calls(call));
    }

    [Fact]
    public async Task A_call_that_nobody_answered_is_made_again_when_that_does_no_harm()
    {
        IOutgoingGrainCallContext call = Call(nameof(ISessionGrain.Renew), new TimeoutException(), new SiloUnavailableException(), null);
        await Run(call);
        Assert.Equal(3, Calls(call));
    }

    [Fact]
    public async Task A_ticket_is_not_shown_again_when_nobody_knows_whether_it_was_used()
    {
        IOutgoingGrainCallContext call = Call(nameof(ISessionGrain.Redeem), new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => Run(call));
        Assert.Equal(1, Calls(call));
    }

    [Fact]
    public async Task A_call_that_keeps_failing_fails_after_a_few_seconds()
    {
        IOutgoingGrainCallContext call = Call(nameof(ISessionGrain.Read), new ConnectionFailedException());
        await Assert.ThrowsAsync<ConnectionFailedException>(() => Run(call));
        Assert.InRange(Calls(call), 5, 20);
    }

    [Fact]
    public async Task What_a_grain_refuses_is_not_asked_again()
    {
        IOutgoingGrainCallContext call = Call(nameof(ISessionGrain.Start), new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(call));
        Assert.Equal(1, Calls(call));
    }
}
