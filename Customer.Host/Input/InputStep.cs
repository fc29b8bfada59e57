using System.Text;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Input;

/// <summary>One thing that an agent did, in a form that can wait for its turn.</summary>
internal readonly record struct InputStep
{
    internal required uint Agent { get; init; }

    internal required InputEventKind Kind { get; init; }

    /// <summary>Pointer and wheel: desktop pixels.</summary>
    internal int X { get; init; }

    internal int Y { get; init; }

    internal PointerButtons Buttons { get; init; }

    internal short DeltaX { get; init; }

    internal short DeltaY { get; init; }

    internal bool Down { get; init; }

    internal ushort Code { get; init; }

    internal uint Keysym { get; init; }

    internal Rune Character { get; init; }

    /// <summary>Key strokes and texts stay out of logs.</summary>
    public override string ToString() => $"{Kind} of {Agent}";
}
