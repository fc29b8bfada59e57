using System.Net;
using System.Net.Sockets;

namespace RemoteAssist.Silo.Hosting;

/// <summary>Ports that nobody listens on. A silo tells its port to others before it listens, so that it cannot leave the choice to its socket.</summary>
internal static class FreePorts
{
    /// <summary>Fills in free ports where 0 was asked for, all different.</summary>
    internal static int[] Choose(IPAddress address, params ReadOnlySpan<int> wanted)
    {
        List<TcpListener> held = [];
        try
        {
            var ports = new int[wanted.Length];
            for (int i = 0; i < wanted.Length; i++) ports[i] = wanted[i] != 0 ? wanted[i] : Hold(address, held);
            return ports;
        }
        finally
        {
            foreach (TcpListener listener in held) listener.Dispose();
        }
    }

    private static int Hold(IPAddress address, List<TcpListener> held)
    {
        var listener = new TcpListener(address, 0);
        held.Add(listener);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
