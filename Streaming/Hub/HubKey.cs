namespace RemoteAssist.Streaming.Hub;

/// <summary>A hub's grain key: <c>{provider}/{namespace}/{key}</c>, where only the key may contain further slashes.</summary>
internal static class HubKey
{
    /// <exception cref="ArgumentException">The stream's namespace contains a slash: two streams could share a hub.</exception>
    public static string Create(string provider, StreamId stream)
    {
        var name = stream.GetNamespace() ?? "";
        if (name.Contains('/', StringComparison.Ordinal)) throw new ArgumentException($"The namespace of a live stream must not contain a slash: '{name}'.", nameof(stream));
        return $"{provider}/{name}/{stream.GetKeyAsString()}";
    }

    public static (string Provider, StreamId Stream) Parse(string key)
    {
        var parts = key.Split('/', 3);
        return (parts[0], StreamId.Create(parts[1], parts[2]));
    }
}
