using System.Text;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Input;

/// <summary>
/// Carries out what agents do, on the thread that received it. Knows who holds what: a drag or a key belongs to the agent that began it, and
/// everything is released when the agent leaves, loses the right, or is silent for <see cref="Silence"/> with something held.
/// </summary>
internal sealed class InputRouter : IDisposable
{
    /// <summary>So long an agent may hold something without a sign of life (product.md, section 2: keys never stick).</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Steps that may wait for the keyboard; what comes beyond is dropped.</summary>
    internal const int MostWaiting = 16 * 1024;

    /// <summary>
    /// A key this soon after a click on a window that has not got the keyboard waits for it: the window manager moves the focus after the click, on
    /// a slow computer long after it, and what is typed before that would go into another window. Nobody's hands are that quick; input that was
    /// held up on its way, or comes from a tool, is. Some windows never take the keyboard.
    /// </summary>
    internal static readonly TimeSpan FocusPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>How often it is looked whether the focus has moved.</summary>
    internal static readonly TimeSpan FocusLook = TimeSpan.FromMilliseconds(5);

    private const int MostAgents = 64;

    private static readonly PointerButtons[] AllButtons =
        [PointerButtons.Left, PointerButtons.Middle, PointerButtons.Right, PointerButtons.Back, PointerButtons.Forward];

    private readonly IInputDevice _device;
    private readonly ConsentState _consent;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, AgentInput> _agents = [];
    private readonly Queue<InputStep> _waiting = new();
    private readonly ITimer _silence, _later;
    private bool _silenceArmed, _laterArmed;
    private long? _clickedAt;

    internal InputRouter(IInputDevice device, ConsentState consent, TimeProvider time)
    {
        _device = device;
        _consent = consent;
        _time = time;
        _silence = time.CreateTimer(static router => ((InputRouter)router!).ReleaseSilent(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _later = time.CreateTimer(static router => ((InputRouter)router!).GoOn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Carries out a message that has been checked. Without the right to control it has no effect.</summary>
    internal void Handle(in InputMessage message, DesktopLayout layout)
    {
        lock (_gate)
        {
            if (!_consent.Allows(RightNames.Control)) return;
            foreach (InputEvent read in message) Accept(message.Agent, read, layout);
            Settle();
        }
    }

    /// <summary>Releases everything that anybody holds, and forgets what waits.</summary>
    internal void ReleaseAll()
    {
        lock (_gate)
        {
            _waiting.Clear();
            foreach (AgentInput agent in _agents.Values) Release(agent);
            _agents.Clear();
            _device.Flush();
        }
    }

    /// <summary>The customer changed the rights.</summary>
    internal void ConsentChanged()
    {
        if (!_consent.Allows(RightNames.Control)) ReleaseAll();
    }

    public void Dispose()
    {
        ReleaseAll();
        _silence.Dispose();
        _later.Dispose();
        lock (_gate) _device.Dispose();
    }

    private void Accept(uint agent, in InputEvent read, DesktopLayout layout)
    {
        if (read.Kind == InputEventKind.Text)
        {
            foreach (Rune character in Runes(read.Text)) Enqueue(new InputStep { Agent = agent, Kind = InputEventKind.Text, Character = character });
            return;
        }

        int x = 0, y = 0;
        if (read.Kind is InputEventKind.Pointer or InputEventKind.Wheel && !layout.TryLocate(read.Screen, read.X, read.Y, out x, out y)) return;
        Enqueue(new InputStep
        {
            Agent = agent,
            Kind = read.Kind,
            X = x,
            Y = y,
            Buttons = read.Buttons,
            DeltaX = read.DeltaX,
            DeltaY = read.DeltaY,
            Down = read.Down,
            Code = read.Code,
            Keysym = read.Keysym,
        });
    }

    private static StringRuneEnumerator Runes(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).ReplaceLineEndings("\n").EnumerateRunes();

    private void Enqueue(in InputStep step)
    {
        // What came first goes first; as long as nothing waits, nothing is put in the queue.
        if (_waiting.Count == 0 && Do(step) is not { } later)
        {
            return;
        }

        if (_waiting.Count < MostWaiting || step.Kind == InputEventKind.ReleaseAll || (step.Kind == InputEventKind.Key && !step.Down)) _waiting.Enqueue(step);
    }

    private void GoOn()
    {
        lock (_gate)
        {
            _laterArmed = false;
            if (_consent.Allows(RightNames.Control)) Settle();
        }
    }

    // Flushes, goes on with what waits, and sets the timers that are needed.
    private void Settle()
    {
        while (_waiting.TryPeek(out InputStep step))
        {
            if (Do(step) is { } later)
            {
                if (!_laterArmed) _later.Change(later, Timeout.InfiniteTimeSpan);
                _laterArmed = true;
                break;
            }

            _waiting.Dequeue();
        }

        _device.Flush();
        if (_silenceArmed || !_agents.Values.Any(static agent => agent.Holds)) return;
        _silenceArmed = true;
        _silence.Change(Silence, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan? Do(in InputStep step)
    {
        AgentInput agent = Find(step.Agent);
        agent.HeardAt = _time.GetTimestamp();
        switch (step.Kind)
        {
            case InputEventKind.Pointer:
                Point(agent, step);
                return null;
            case InputEventKind.Wheel:
                Turn(agent, step);
                return null;
            case InputEventKind.Key:
                return !step.Down ? Up(agent, step) : FocusWait() ?? Press(agent, step);
            case InputEventKind.Text:
                return OthersHoldModifier(agent) ? null : FocusWait() ?? _device.Type(step.Character);
            default:
                Release(agent);
                return null;
        }
    }

    private void Point(AgentInput agent, in InputStep step)
    {
        if (OthersDrag(agent))
        {
            agent.Ignored |= step.Buttons;
            return;
        }

        agent.Ignored &= step.Buttons;
        _device.Move(step.X, step.Y);
        SetButtons(agent, step.Buttons & ~agent.Ignored);
    }

    private void Turn(AgentInput agent, in InputStep step)
    {
        if (OthersDrag(agent)) return;
        int down = agent.WheelY.Add(step.DeltaY), right = agent.WheelX.Add(step.DeltaX);
        _device.Move(step.X, step.Y);
        for (; down > 0; down--) _device.Scroll(WheelDirection.Down);
        for (; down < 0; down++) _device.Scroll(WheelDirection.Up);
        for (; right > 0; right--) _device.Scroll(WheelDirection.Right);
        for (; right < 0; right++) _device.Scroll(WheelDirection.Left);
    }

    private TimeSpan? FocusWait()
    {
        if (_clickedAt is not { } clickedAt) return null;
        TimeSpan left = FocusPatience - _time.GetElapsedTime(clickedAt);
        if (left > TimeSpan.Zero && !_device.PointerHasFocus) return left < FocusLook ? left : FocusLook;
        _clickedAt = null;
        return null;
    }

    private TimeSpan? Press(AgentInput agent, in InputStep step)
    {
        uint key = AgentInput.KeyOf(step.Code, step.Keysym);
        // A key that repeats on the agent's side repeats here by itself.
        if (agent.Keys.ContainsKey(key) || agent.Keys.Count >= AgentInput.MostKeys || OthersHoldModifier(agent)) return null;
        KeyPress press = _device.Press(step.Code, step.Keysym);
        if (press.Key != 0) agent.Keys.Add(key, press);
        return press.Later;
    }

    private TimeSpan? Up(AgentInput agent, in InputStep step)
    {
        if (agent.Keys.Remove(AgentInput.KeyOf(step.Code, step.Keysym), out KeyPress press)) _device.Release(press.Key);
        return null;
    }

    private void SetButtons(AgentInput agent, PointerButtons buttons)
    {
        PointerButtons changed = buttons ^ agent.Buttons;
        if (changed == PointerButtons.None) return;
        foreach (PointerButtons button in AllButtons)
        {
            if ((changed & button) != 0) _device.Button(button, (buttons & button) != 0);
        }

        if ((changed & buttons) != 0) _clickedAt = _time.GetTimestamp();
        agent.Buttons = buttons;
    }

    private void Release(AgentInput agent)
    {
        SetButtons(agent, PointerButtons.None);
        foreach (KeyPress press in agent.Keys.Values) _device.Release(press.Key);
        agent.Keys.Clear();
        agent.WheelX.Clear();
        agent.WheelY.Clear();
    }

    private void ReleaseSilent()
    {
        lock (_gate)
        {
            _silenceArmed = false;
            TimeSpan? next = null;
            foreach (AgentInput agent in _agents.Values)
            {
                if (!agent.Holds) continue;
                TimeSpan left = Silence - _time.GetElapsedTime(agent.HeardAt);
                if (left <= TimeSpan.Zero) Release(agent);
                else if (next is null || left < next) next = left;
            }

            _device.Flush();
            if (next is not { } wait) return;
            _silenceArmed = true;
            _silence.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private bool OthersDrag(AgentInput agent)
    {
        foreach (AgentInput other in _agents.Values)
        {
            if (!ReferenceEquals(other, agent) && other.Buttons != PointerButtons.None) return true;
        }

        return false;
    }

    private bool OthersHoldModifier(AgentInput agent)
    {
        foreach (AgentInput other in _agents.Values)
        {
            if (!ReferenceEquals(other, agent) && other.Keys.Count > 0 && other.HoldsModifier) return true;
        }

        return false;
    }

    private AgentInput Find(uint number)
    {
        if (_agents.TryGetValue(number, out AgentInput? agent)) return agent;
        // Numbers come from a peer: they must not fill the memory.
        if (_agents.Count >= MostAgents)
        {
            foreach ((uint known, AgentInput idle) in _agents)
            {
                if (idle.Holds) continue;
                _agents.Remove(known);
                break;
            }
        }

        return _agents[number] = new AgentInput();
    }
}
