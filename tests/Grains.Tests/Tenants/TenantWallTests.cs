using System.Reflection;
using RemoteAssist.Grains.Interfaces;
using RemoteAssist.Grains.Interfaces.Pins;
using RemoteAssist.Grains.Interfaces.Tenants;

namespace RemoteAssist.Grains.Tests.Tenants;

/// <summary>Nothing of a tenant is reached in another's name (must-survive, row 2): every method of every grain, found by reflection.</summary>
public sealed class TenantWallTests(Cluster cluster)
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            TheoryData<string, string> methods = [];
            foreach (Type grain in typeof(ITenantGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrainWithStringKey)) && type != typeof(IAddressGuardGrain)))
            {
                foreach (MethodInfo method in grain.GetMethods()) methods.Add(grain.FullName!, method.Name);
            }

            Assert.True(methods.Count > 40, $"Only {methods.Count} methods were found.");
            return methods;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_call_in_another_tenants_name_is_refused(string grain, string method)
    {
        Type type = typeof(ITenantGrain).Assembly.GetType(grain)!;
        foreach (string key in (string[])["acme", "acme/x", "globex-2", "globex2/x", "glob"])
        {
            IGrain target = cluster.Client.GetGrain(type, key);
            await Assert.ThrowsAsync<ForeignTenantException>(() => InNameOf("globex", () => Call(target, type.GetMethod(method)!)));
        }
    }

    [Fact]
    public async Task A_tenants_own_calls_and_those_in_nobodys_name_pass()
    {
        ITenantGrain tenant = cluster.Client.GetGrain<ITenantGrain>(Cluster.Tenant);
        Assert.NotNull(await tenant.Read());
        Assert.NotNull(await InNameOf(Cluster.Tenant, () => tenant.Read()));
        Assert.Null(await InNameOf(Cluster.Tenant, () => cluster.Session(Cluster.NewKey()).Read()));
    }

    private static async Task<T> InNameOf<T>(string tenant, Func<Task<T>> call)
    {
        TenantContext.Enter(tenant);
        try
        {
            return await call();
        }
        finally
        {
            RequestContext.Clear();
        }
    }

    private static async Task<bool> Call(IGrain target, MethodInfo method)
    {
        object?[] arguments = [.. method.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)];
        await (Task)method.Invoke(target, arguments)!;
        return true;
    }
}
