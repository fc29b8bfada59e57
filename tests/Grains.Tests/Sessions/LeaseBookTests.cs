using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Sessions;

namespace RemoteAssist.Grains.Tests.Sessions;

public sealed class LeaseBookTests
{
    private static readonly DateTimeOffset Start = SessionModel.Start;

    [Fact]
    public void A_lease_runs_from_the_last_renewal_and_belongs_to_an_open_connection_only()
    {
        Guid one = Guid.NewGuid(), other = Guid.NewGuid();
        var state = new SessionState { Version = 1, Connections = [new Connection(one, 1), new Connection(other, 0)] };
        var book = new LeaseBook();
        book.Follow(state, Start);
        Assert.False(book.Renew(Guid.NewGuid(), Start));
        DateTimeOffset late = Start + Leases.Lifetime - TimeSpan.FromTicks(1);
        Assert.Empty(book.Lapsed(late));
        Assert.True(book.Renew(one, late));
        Assert.Equal([other], book.Lapsed(Start + Leases.Lifetime));
        Assert.Equal(Start + Leases.Lifetime, book.FirstEnd);
        book.Follow(state with { Connections = [state.Connections[0]] }, late);
        Assert.Equal(late + Leases.Lifetime, book.FirstEnd);
        Assert.False(book.Renew(other, late));
    }

    [Fact]
    public void Following_the_same_state_again_prolongs_nothing()
    {
        var state = new SessionState { Version = 1, Connections = [new Connection(Guid.NewGuid(), 1)] };
        var book = new LeaseBook();
        book.Follow(state, Start);
        book.Follow(state, Start + TimeSpan.FromSeconds(10));
        Assert.Equal(Start + Leases.Lifetime, book.FirstEnd);
    }
}
