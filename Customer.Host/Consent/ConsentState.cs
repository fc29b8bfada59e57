using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Consent;

/// <summary>The rights that the customer grants right now. What this object does not allow does not happen, whatever a server says.</summary>
internal sealed class ConsentState
{
    private readonly Lock _gate = new();
    private volatile string[] _rights = [];

    /// <summary>Raised after every change, on the thread that made it.</summary>
    internal event Action? Changed;

    /// <summary>Words of <see cref="RightNames"/>, in their usual order.</summary>
    internal string[] Rights => _rights;

    internal bool Allows(string right) => Array.IndexOf(_rights, right) >= 0;

    /// <summary>Grants or withdraws a right.</summary>
    /// <returns>False when nothing changed.</returns>
    internal bool Set(string right, bool granted)
    {
        lock (_gate)
        {
            if (Allows(right) == granted) return false;
            _rights = [.. RightNames.All.Where(known => known == right ? granted : Allows(known))];
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Replaces all rights.</summary>
    internal void Replace(IReadOnlyCollection<string> rights)
    {
        lock (_gate) _rights = [.. RightNames.All.Where(rights.Contains)];
        Changed?.Invoke();
    }
}
