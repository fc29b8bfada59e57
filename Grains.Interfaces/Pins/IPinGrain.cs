namespace RemoteAssist.Grains.Interfaces.Pins;

/// <summary>One PIN of one tenant, keyed <c>{tenant}/{pin}</c>. Claims are atomic because the grain is.</summary>
[Alias("pin/1")]
public interface IPinGrain : IGrainWithStringKey
{
    /// <summary>Claims the PIN for a session. The same session may claim it again.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="until">When the claim ends by itself.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when another session has it.</returns>
    [Alias("claim")]
    Task<bool> Claim(string session, DateTimeOffset until, CancellationToken cancellation = default);

    /// <summary>The id of the session that has the PIN, or null.</summary>
    [Alias("resolve")]
    Task<string?> Resolve(CancellationToken cancellation = default);

    /// <summary>Gives the PIN back. Nothing happens when another session has it.</summary>
    /// <returns>Whether this call gave it back.</returns>
    [Alias("release")]
    Task<bool> Release(string session, CancellationToken cancellation = default);
}
