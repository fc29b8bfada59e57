using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Input;

/// <summary>What one agent holds down.</summary>
internal sealed class AgentInput
{
    /// <summary>Keys that one agent can hold: more than fingers; a bound on what a peer can make us keep.</summary>
    internal const int MostKeys = 32;

    /// <summary>By the agent's key: what the device holds for it.</summary>
    internal Dictionary<uint, KeyPress> Keys { get; } = [];

    /// <summary>Buttons that the device holds for the agent.</summary>
    internal PointerButtons Buttons { get; set; }

    /// <summary>Buttons that went down during somebody else's drag: they have no effect until they went up.</summary>
    internal PointerButtons Ignored { get; set; }

    internal WheelSteps WheelX { get; } = new();

    internal WheelSteps WheelY { get; } = new();

    /// <summary>When the agent last did anything.</summary>
    internal long HeardAt { get; set; }

    internal bool Holds => Buttons != PointerButtons.None || Keys.Count > 0;

    internal bool HoldsModifier => Keys.Values.Any(static press => press.IsModifier);

    /// <summary>What tells keys apart: the physical one, since the character may change between down and up.</summary>
    internal static uint KeyOf(ushort code, uint keysym) => code != 0 ? code : 0x8000_0000u | keysym;
}
