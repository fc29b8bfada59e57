namespace RemoteAssist.Grains.Tests;

/// <summary>A directory of its own that is gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("remoteassist-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
