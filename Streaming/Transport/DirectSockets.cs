using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace RemoteAssist.Streaming.Transport;

/// <summary>
/// Lets Orleans' connections read from and write to their sockets directly, 64 KiB at a time. Orleans' own sockets move every message
/// through a second buffer of 4 KiB blocks, a system call or two for each, with a queue of the thread pool on either side: for a message
/// of 32 KiB that was most of what it cost (docs/streams.md, "Sockets").
/// </summary>
public static class DirectSockets
{
    /// <summary>For connections between silos and from clients. Not together with another transport.</summary>
    public static ISiloBuilder UseDirectSockets(this ISiloBuilder builder)
    {
        Replace(builder.Services);
        return builder;
    }

    /// <summary>For a client's connections to silos. Not together with another transport.</summary>
    public static IClientBuilder UseDirectSockets(this IClientBuilder builder)
    {
        Replace(builder.Services);
        return builder;
    }

    // Orleans keeps the keys of its transports to itself; they are taken from what it registered.
    private static void Replace(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (!services[i].IsKeyedService) continue;
            if (services[i].ServiceType == typeof(IConnectionFactory))
                services[i] = new ServiceDescriptor(typeof(IConnectionFactory), services[i].ServiceKey, typeof(DirectConnector), ServiceLifetime.Singleton);
            else if (services[i].ServiceType == typeof(IConnectionListenerFactory))
                services[i] = new ServiceDescriptor(typeof(IConnectionListenerFactory), services[i].ServiceKey, typeof(DirectListenerFactory), ServiceLifetime.Singleton);
        }
    }

    private sealed class DirectConnector : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
                return new DirectConnection(socket);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private sealed class DirectListenerFactory : IConnectionListenerFactory
    {
        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // The dead connections of a silo that was started again must not keep its port.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(endpoint);
                socket.Listen();
                return ValueTask.FromResult<IConnectionListener>(new DirectListener(socket));
            }
            catch (SocketException failure)
            {
                socket.Dispose();
                if (failure.SocketErrorCode == SocketError.AddressAlreadyInUse) throw new AddressInUseException(failure.Message, failure);
                throw;
            }
        }
    }

    private sealed class DirectListener(Socket socket) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    return new DirectConnection(await socket.AcceptAsync(cancellationToken).ConfigureAwait(false));
                }
                catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionReset)
                {
                    // Who had called was gone before we answered.
                }
                catch (Exception failure) when (failure is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return null;
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
