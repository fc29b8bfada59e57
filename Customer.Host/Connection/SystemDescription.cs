using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Customer.Host.Connection;

/// <summary>What the customer's system says about itself.</summary>
internal static class SystemDescription
{
    private const string Release = "/etc/os-release";

    /// <summary>Reads it.</summary>
    internal static SystemInfo Read(string version) =>
        new("linux", OsVersion(), Cut(Environment.UserName), Cut(Environment.MachineName), Cut(version));

    private static string OsVersion()
    {
        try
        {
            foreach (string line in File.ReadLines(Release))
            {
                if (line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal)) return Cut(line["PRETTY_NAME=".Length..].Trim('"'));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some systems have no such file; the kernel's name is better than nothing.
        }

        return Cut(Environment.OSVersion.VersionString);
    }

    private static string Cut(string text) => text.Length <= Protocol.Caps.Name ? text : text[..Protocol.Caps.Name];
}
