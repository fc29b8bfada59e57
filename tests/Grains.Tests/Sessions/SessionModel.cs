using CsCheck;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Sessions;
using RemoteAssist.Grains.Interfaces.Tenants;
using RemoteAssist.Grains.Sessions;
using RemoteAssist.Grains.Tenants;

namespace RemoteAssist.Grains.Tests.Sessions;

/// <summary>Something that happens to a session; what it means depends on what is there at the time.</summary>
internal readonly record struct Happening(int Kind, int Which, int Amount)
{
    internal const int Kinds = 15;

    internal static readonly Gen<Happening[]> Many =
        Gen.Select(Gen.Int[0, Kinds - 1], Gen.Int[0, 999], Gen.Int[0, 999]).Select(part => new Happening(part.Item1, part.Item2, part.Item3)).Array[0, 120];
}

/// <summary>Drives the pure rules with any sequence of happenings, as the grain does, and remembers what was handed out.</summary>
internal sealed class SessionModel
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(byte[] Hash, ParticipantRole Role)> _tickets = [];
    private readonly List<byte[]> _resumes = [];
    private readonly List<Guid> _connections = [];
    private int _secrets;

    internal SessionModel() => State = SessionStart.Begin(
        new SessionKey("acme", "S1"), new StartSession("anna@acme.example", "Anna"), new TenantSettings("Acme").Policy(1), "482913", Start);

    internal SessionState State { get; private set; }

    internal DateTimeOffset Now { get; private set; } = Start;

    /// <summary>How often each ticket got somebody in.</summary>
    internal Dictionary<byte[], int> Admitted { get; } = [];

    internal IReadOnlyList<Guid> Connections => _connections;

    internal void Apply(Happening happening)
    {
        SessionState before = State.Advance([], State.ActiveAt, default, Now);
        DateTimeOffset at = Now;
        State = Rule(before, happening).Numbered(State).Noted(State, at);
    }

    private SessionState Rule(SessionState state, Happening happening)
    {
        switch (happening.Kind)
        {
            case 0 or 1:
                var role = happening.Amount % 4 == 0 ? ParticipantRole.Viewer : ParticipantRole.Agent;
                byte[] ticket = NewHash();
                Step<(SessionResult Result, int)> entered = state.Enter(new EnterSession($"person{happening.Which % 80}", "Name", role), ticket, Now);
                if (entered.Answer.Result == SessionResult.Done) _tickets.Add((ticket, role));
                return entered.State;
            case 2:
                byte[] host = NewHash(), resume = NewHash();
                Step<SessionResult> joined = state.Join(host, resume, "192.0.2.7", Now);
                if (joined.Answer == SessionResult.Done) _tickets.Add((host, ParticipantRole.Host));
                if (joined.Answer == SessionResult.Done) _resumes.Add(resume);
                return joined.State;
            case 3 when _resumes.Count > 0:
                byte[] again = NewHash();
                Step<SessionResult> resumed = state.Resume(_resumes[happening.Which % _resumes.Count], again, Now);
                if (resumed.Answer == SessionResult.Done) _tickets.Add((again, ParticipantRole.Host));
                return resumed.State;
            case 4 or 5 or 6 when _tickets.Count > 0:
                (byte[] hash, ParticipantRole of) = _tickets[_tickets.Count - 1 - happening.Which % Math.Min(_tickets.Count, 8)];
                var connection = Guid.NewGuid();
                ParticipantRole endpoint = happening.Amount % 10 == 0 ? (ParticipantRole)(happening.Which % 3) : of;
                Step<(SessionResult Result, int)> redeemed = state.Redeem(hash, endpoint, connection, Now);
                if (redeemed.Answer.Result == SessionResult.Done) Admitted[hash] = Admitted.GetValueOrDefault(hash) + 1;
                if (redeemed.Answer.Result == SessionResult.Done) _connections.Add(connection);
                return redeemed.State;
            case 7 or 8 when _connections.Count > 0:
                return state.Drop([_connections[happening.Which % _connections.Count]], Now);
            case 9:
                return state.Leave(happening.Which % 12, Now);
            case 10 when _connections.Count > 0:
                return state.SetConsent(_connections[^1], (SessionRights)(happening.Amount % 64), Now);
            case 11:
                Now += TimeSpan.FromSeconds(happening.Amount % 50);
                return state;
            case 12 when happening.Amount == 7:
                return state.End(EndReason.AdminEnded, Now);
            case 13:
                byte[] knock = NewHash();
                Step<(SessionResult Result, int)> knocked = state.Knock(knock, "192.0.2.8", 10 + happening.Amount % 90, Now);
                if (knocked.Answer.Result == SessionResult.Waiting) _resumes.Add(knock);
                return knocked.State;
            case 14 when !state.Knocks.IsEmpty:
                return state.Decide(state.Knocks[happening.Which % state.Knocks.Length].Code, happening.Amount % 2 == 0, Now).State;
            default:
                return state;
        }
    }

    private byte[] NewHash() => Secret.Hash($"secret{_secrets++}");
}
