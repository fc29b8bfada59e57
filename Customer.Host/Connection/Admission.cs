namespace RemoteAssist.Customer.Host.Connection;

/// <summary>A place at the door: the PIN is right, and the agent must let this computer in.</summary>
internal sealed record Knocking(string Tenant, string Session, string ResumeSecret, int Code, string? TenantName = null, string? AskedBy = null)
{
    /// <summary>Without the secret: records print themselves into logs.</summary>
    public override string ToString() => $"{Tenant}/{Session}";
}

/// <summary>Waits until the agent has let this computer in or turned it away.</summary>
internal static class Admission
{
    /// <summary>How often the gateway is asked.</summary>
    internal static readonly TimeSpan Ask = TimeSpan.FromSeconds(1);

    /// <summary>Tells the customer the check number and asks until there is a decision.</summary>
    /// <returns>Joined, or why not; a gateway that cannot be reached is asked again.</returns>
    internal static async Task<JoinAnswer> WaitAsync(JoinClient join, Knocking place, TextWriter terminal, TimeProvider time, CancellationToken stop)
    {
        await terminal.WriteLineAsync(Texts.Knocking(place.AskedBy ?? string.Empty, place.TenantName ?? string.Empty, place.Code)).ConfigureAwait(false);
        var known = new Joined(place.Tenant, place.Session, string.Empty, place.ResumeSecret);
        while (true)
        {
            await Task.Delay(Ask, time, stop).ConfigureAwait(false);
            JoinAnswer answer = await join.ResumeAsync(known, stop).ConfigureAwait(false);
            if (answer.Outcome is not (JoinOutcome.Waiting or JoinOutcome.Unreachable or JoinOutcome.TooManyAttempts))
                return answer.Outcome == JoinOutcome.Over ? answer with { Outcome = JoinOutcome.NotLetIn } : answer;
        }
    }
}
