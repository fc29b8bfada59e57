using Microsoft.AspNetCore.DataProtection;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Sees to it that the shared key ring has a key before the first cookie is asked for.</summary>
internal sealed class KeyRingStart(PostgreSqlKeyRing ring, IDataProtectionProvider protection) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        ring.Prepare(() => protection.CreateProtector("first key").Protect("made"), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
