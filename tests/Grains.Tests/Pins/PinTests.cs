using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Grains.Tests.Pins;

public sealed class PinTests(Cluster cluster)
{
    private DateTimeOffset Later => cluster.Time.GetUtcNow() + TimeSpan.FromHours(1);

    [Fact]
    public async Task Of_many_sessions_that_claim_a_pin_at_once_one_gets_it()
    {
        IPinGrain pin = cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/000001");
        bool[] claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => pin.Claim($"S{i}", Later)));
        Assert.Single(claims, claimed => claimed);
        Assert.Equal($"S{Array.IndexOf(claims, true)}", await pin.Resolve());
    }

    [Fact]
    public async Task A_pin_is_free_again_once_its_session_gives_it_back_or_its_claim_runs_out()
    {
        IPinGrain pin = cluster.Client.GetGrain<IPinGrain>($"{Cluster.Tenant}/000002");
        Assert.True(await pin.Claim("A", Later));
        Assert.True(await pin.Claim("A", Later));
        await pin.Release("B");
        Assert.Equal("A", await pin.Resolve());
        await pin.Release("A");
        Assert.Null(await pin.Resolve());
        Assert.True(await pin.Claim("B", cluster.Time.GetUtcNow() + TimeSpan.FromSeconds(10)));
        Assert.False(await pin.Claim("C", Later));
        cluster.Time.PutForward(TimeSpan.FromSeconds(10));
        Assert.Null(await pin.Resolve());
        Assert.True(await pin.Claim("C", Later));
    }

    [Fact]
    public async Task The_same_digits_are_another_pin_in_another_tenant()
    {
        Assert.True(await cluster.Client.GetGrain<IPinGrain>("one/000003").Claim("A", Later));
        Assert.Null(await cluster.Client.GetGrain<IPinGrain>("two/000003").Resolve());
    }

    [Fact]
    public async Task Pins_grow_with_the_sessions_of_a_tenant_and_shrink_again()
    {
        string tenant = $"pins-{Guid.NewGuid():N}"[..20];
        await cluster.Client.GetGrain<ITenantGrain>(tenant).Create("Pins");
        List<ISessionGrain> sessions = [];
        List<int> lengths = [];
        for (int i = 0; i < 13; i++)
        {
            sessions.Add(cluster.Session(Cluster.NewKey(tenant)));
            lengths.Add((await sessions[i].Start(new StartSession("anna@acme.example", "Anna"))).Pin.Length);
        }

        Assert.Equal([6, .. Enumerable.Repeat(7, 10), 8, 8], lengths);
        await sessions[0].End(EndReason.AdminEnded);
        await sessions[0].End(EndReason.AdminEnded);
        Assert.Equal((6, 8), (await NextLength(), await NextLength()));

        async Task<int> NextLength() => (await cluster.Session(Cluster.NewKey(tenant)).Start(new StartSession("anna@acme.example", "Anna"))).Pin.Length;
    }
}
