namespace RemoteAssist.Customer.Host.Input;

/// <summary>Adds up turns of a wheel until they make whole notches: trackpads send small parts of them.</summary>
internal sealed class WheelSteps
{
    /// <summary>A notch, in the protocol's units.</summary>
    internal const int Notch = 120;

    private int _rest;

    /// <summary>Adds a turn.</summary>
    /// <returns>Whole notches, signed like the turn.</returns>
    internal int Add(short turn)
    {
        // A change of direction does not have to undo what never showed.
        if (turn > 0 != _rest > 0) _rest = 0;
        _rest += turn;
        int notches = _rest / Notch;
        _rest -= notches * Notch;
        return notches;
    }

    internal void Clear() => _rest = 0;
}
