using System.Text.Json;
using CsCheck;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Sessions;
using RemoteAssist.Grains.State;

namespace RemoteAssist.Grains.Tests.Sessions;

/// <summary>What holds after whatever happens to a session in whatever order.</summary>
public sealed class SessionRuleTests
{
    private static void Always(Action<SessionModel, SessionState> holds) => Happening.Many.Sample(happenings =>
    {
        var model = new SessionModel();
        foreach (Happening happening in happenings)
        {
            SessionState before = model.State;
            model.Apply(happening);
            holds(model, before);
        }
    }, iter: 500);

    [Fact]
    public void No_ticket_ever_gets_two_sockets_in() =>
        Always((model, _) => Assert.All(model.Admitted.Values, times => Assert.Equal(1, times)));

    [Fact]
    public void There_is_never_more_than_one_customer() =>
        Always((model, _) => Assert.True(model.State.Connections.Count(connection => connection.Participant == 0) <= 1));

    [Fact]
    public void A_socket_that_is_open_belongs_to_the_host_or_to_somebody_who_has_not_left() =>
        Always((model, _) => Assert.All(
            model.State.Connections.Where(connection => connection.Participant != 0),
            connection => Assert.False(Assert.Single(model.State.Members, member => member.Number == connection.Participant).Left)));

    [Fact]
    public void The_version_rises_by_one_exactly_when_something_that_can_be_seen_changes() => Always((model, before) =>
    {
        SessionSnapshot last = before.Snapshot(), next = model.State.Snapshot();
        bool same = last.Participants.SequenceEqual(next.Participants) && last.Knocking.SequenceEqual(next.Knocking)
            && last with { Participants = [], Knocking = [], Version = 0 } == next with { Participants = [], Knocking = [], Version = 0 };
        Assert.Equal(last.Version + (same ? 0 : 1), next.Version);
    });

    [Fact]
    public void Numbers_of_people_are_never_used_twice() => Always((model, before) =>
    {
        foreach (Member member in model.State.Members)
        {
            Member? last = before.Members.FirstOrDefault(other => other.Number == member.Number);
            if (last is null) Assert.True(member.Number > before.LastNumber);
            else Assert.Equal(last.Account, member.Account);
        }
    });

    [Fact]
    public void Agents_are_away_exactly_when_one_was_there_and_none_is() => Always((model, _) =>
        Assert.Equal(!model.State.Ended && model.State.AgentSeen && !model.State.IsAgentPresent, model.State.Stage == SessionStage.AgentsAway));

    [Fact]
    public void Nothing_in_the_state_grows_past_its_cap() => Always((model, _) =>
    {
        Assert.True(model.State.Members.Length <= SessionCaps.Members);
        Assert.True(model.State.Knocks.Length <= SessionKnocks.Most);
        Assert.All(model.State.Connections.GroupBy(connection => connection.Participant), person => Assert.True(person.Count() <= SessionCaps.Connections));
        Assert.All(model.State.Tickets.GroupBy(ticket => ticket.Participant), person => Assert.True(person.Count() <= SessionCaps.Tickets));
    });

    [Fact]
    public void What_has_ended_stays_ended_and_holds_no_secret() => Always((model, before) =>
    {
        if (!model.State.Ended) return;
        Assert.Equal((model.State.Pin, model.State.Rights, model.State.HostConnection), ("", SessionRights.None, null));
        Assert.Null(model.State.ResumeHash);
        Assert.Empty(model.State.Tickets);
        Assert.Empty(model.State.Knocks);
        Assert.Empty(model.State.Connections);
        if (before.Ended) Assert.Same(before, model.State);
    });

    [Fact]
    public void A_live_session_always_has_an_end_ahead() => Always((model, _) =>
    {
        if (model.State.Ended) return;
        (DateTimeOffset at, EndReason reason) = model.State.NextEnd(default, default)!.Value;
        Assert.True(model.State.Advance([], default, default, at - TimeSpan.FromTicks(1)).EndReason == EndReason.None);
        Assert.Equal(reason, model.State.Advance([], default, default, at).EndReason);
    });

    [Fact]
    public void A_state_reads_back_as_it_was_written() => Happening.Many.Sample(happenings =>
    {
        var model = new SessionModel();
        foreach (Happening happening in happenings) model.Apply(happening);
        var serializer = new JsonStateSerializer();
        BinaryData written = serializer.Serialize(model.State);
        Assert.Equal(written.ToString(), serializer.Serialize(serializer.Deserialize<SessionState>(written)).ToString());
    }, iter: 500);

    [Fact]
    public void A_state_of_another_version_of_the_program_can_be_read()
    {
        const string Saved = """{"Version":3,"Pin":"482913","Unheard":{"Of":[1]},"Members":[{"Number":1,"Account":"a","Name":"A","Role":"Viewer"}]}""";
        SessionState state = new JsonStateSerializer().Deserialize<SessionState>(new BinaryData(Saved));
        Assert.Equal((3, "482913", ParticipantRole.Viewer), (state.Version, state.Pin, Assert.Single(state.Members).Role));
        Assert.Equal(new SessionLimits(), state.Limits);
        Assert.Empty(state.Connections);
        Assert.Throws<JsonException>(() => new JsonStateSerializer().Deserialize<SessionState>(new BinaryData("null")));
    }
}
