using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Pins;

namespace RemoteAssist.Grains.Tests.Pins;

public sealed class GuardTests(Cluster cluster)
{
    private static readonly PinLimits Limits = new();

    [Fact]
    public async Task Of_many_attempts_of_an_address_at_once_no_more_are_made_than_one_after_the_other()
    {
        IAddressGuardGrain guard = cluster.Client.GetGrain<IAddressGuardGrain>("192.0.2.1");
        AddressTurn[] turns = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => guard.Begin()));
        Assert.Equal(Limits.AttemptsPerAddress, turns.Count(turn => turn.Admitted));
        Assert.True((await cluster.Client.GetGrain<IAddressGuardGrain>("192.0.2.2").Begin()).Admitted);
    }

    [Fact]
    public async Task A_locked_address_is_answered_at_the_same_time_as_its_last_wrong_PIN()
    {
        IAddressGuardGrain guard = cluster.Client.GetGrain<IAddressGuardGrain>("192.0.2.3");
        AddressTurn last = default;
        for (int i = 0; i < Limits.AttemptsPerAddress; i++) last = await guard.Begin();
        AddressTurn locked = await guard.Begin();
        Assert.Equal((true, false), (last.Admitted, locked.Admitted));
        Assert.Equal(last.AnswerAfter, locked.AnswerAfter);
    }

    [Fact]
    public async Task An_address_whose_PINs_work_is_never_locked()
    {
        IAddressGuardGrain guard = cluster.Client.GetGrain<IAddressGuardGrain>("192.0.2.4");
        for (int i = 0; i < 3 * Limits.AttemptsPerAddress; i++)
        {
            Assert.True((await guard.Begin()).Admitted);
            await guard.Succeeded();
        }
    }

    [Fact]
    public async Task A_tenant_that_is_tried_too_often_stays_under_attack_when_its_guard_moves()
    {
        ITenantGuardGrain guard = cluster.Client.GetGrain<ITenantGuardGrain>("attacked");
        for (int i = 0; i < Limits.Tenant.Most; i++) Assert.False(await guard.Begin());
        Assert.True(await guard.Begin());
        await cluster.Forget(guard);
        Assert.True(await guard.UnderAttack());
        Assert.True(await guard.Begin());
        Assert.False(await cluster.Client.GetGrain<ITenantGuardGrain>("quiet").Begin());
    }
}
