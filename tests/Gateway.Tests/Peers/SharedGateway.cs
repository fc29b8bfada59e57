using RemoteAssist.Gateway.Tests.Peers;

[assembly: AssemblyFixture(typeof(SharedGateway))]

namespace RemoteAssist.Gateway.Tests.Peers;

/// <summary>One gateway for all tests that change nothing about it.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayUnderTest.Start("--Sockets:HelloTimeout=00:00:01", "--Sockets:MessageTimeout=00:00:01");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
