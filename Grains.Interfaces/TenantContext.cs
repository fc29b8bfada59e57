namespace RemoteAssist.Grains.Interfaces;

/// <summary>
/// In whose name calls to grains are made, beside the calls themselves. The gateway names the tenant of who asks; silos refuse calls to
/// another tenant's grains, whatever a gateway's code does.
/// </summary>
public static class TenantContext
{
    private const string Key = "remoteassist.tenant";

    /// <summary>The tenant in whose name calls are made from here on; null when they are made in nobody's.</summary>
    public static string? Current => RequestContext.Get(Key) as string;

    /// <summary>Calls from here on are made in this tenant's name.</summary>
    public static void Enter(string tenant) => RequestContext.Set(Key, tenant);
}

/// <summary>A call was made in one tenant's name to another's grain. To who asked it must look as if there were no such thing.</summary>
[GenerateSerializer, Alias("foreign-tenant/1")]
public sealed class ForeignTenantException : Exception
{
    /// <summary>Makes it without naming anybody: error texts travel.</summary>
    public ForeignTenantException()
        : base("There is no such thing in this tenant.")
    {
    }
}
