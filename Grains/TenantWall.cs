using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Pins;

namespace RemoteAssist.Grains;

/// <summary>
/// Refuses calls that are made in one tenant's name to another tenant's grain: the second wall behind the gateway's own checks. Every
/// grain's key begins with its tenant; only those that belong to no tenant are excepted.
/// </summary>
internal sealed class TenantWall : IIncomingGrainCallFilter
{
    private const string Ours = "RemoteAssist.Grains.";

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (TenantContext.Current is { } tenant && context.InterfaceName.StartsWith(Ours, StringComparison.Ordinal)
            && context.Grain is not IAddressGuardGrain && !Belongs(context.TargetId.Key.ToString(), tenant))
        {
            throw new ForeignTenantException();
        }

        return context.Invoke();
    }

    /// <summary>Whether a key is a tenant's id, or begins with it and a slash.</summary>
    internal static bool Belongs(string? key, string tenant) =>
        key is not null && key.StartsWith(tenant, StringComparison.Ordinal) && (key.Length == tenant.Length || key[tenant.Length] == '/');
}
