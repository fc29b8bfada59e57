namespace RemoteAssist.Customer.Host.Start;

/// <summary>What the program ends with; the help text lists them.</summary>
internal static class ExitCode
{
    /// <summary>The session is over, or the customer stopped it.</summary>
    internal const int Over = 0;

    /// <summary>Something failed that nobody planned.</summary>
    internal const int Failed = 1;

    /// <summary>The PIN does not work.</summary>
    internal const int PinNotValid = 2;

    /// <summary>An argument is wrong or missing.</summary>
    internal const int BadArguments = 3;

    /// <summary>There is no desktop that can be shared.</summary>
    internal const int NoScreen = 4;

    /// <summary>The customer allowed nothing.</summary>
    internal const int NothingAllowed = 5;

    /// <summary>Another device joined with the same PIN.</summary>
    internal const int TakenOver = 6;

    /// <summary>The right to share was withdrawn.</summary>
    internal const int Revoked = 7;
}
