namespace RemoteAssist.Rig;

/// <summary>The work tree in which the tests run.</summary>
internal static class Repository
{
    /// <summary>Its root: where <c>RemoteAssist.sln</c> is.</summary>
    public static string Root { get; } = Find();

    /// <summary>The customer host as it is shipped, else as it was built.</summary>
    public static string CustomerHost
    {
        get
        {
            string published = Path.Join(Root, "artifacts/publish/linux-x64/remote-assist");
            return File.Exists(published) ? published : Path.Join(Root, "Customer.Host/bin/Release/net10.0/RemoteAssist.Customer.Host");
        }
    }

    private static string Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Join(directory.FullName, "RemoteAssist.sln"))) return directory.FullName;
        }

        throw new InvalidOperationException($"No RemoteAssist.sln above {AppContext.BaseDirectory}.");
    }
}
