using Microsoft.Extensions.Options;

namespace RemoteAssist.Silo.Configuration;

/// <summary>What carries the streams.</summary>
public enum StreamsProvider
{
    /// <summary>One hub grain a stream: the project's own provider.</summary>
    Live = 0,

    /// <summary>Orleans' memory streams.</summary>
    Memory,
}

/// <summary>The section <c>Streams</c>.</summary>
public sealed class StreamSettings
{
    /// <summary>Default: <see cref="StreamsProvider.Live"/>. The same in all processes of a cluster.</summary>
    public StreamsProvider Provider { get; private init; }

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">There is no such provider.</exception>
    public static StreamSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new StreamSettings { Provider = reader.Choice("Streams:Provider", StreamsProvider.Live) };
        reader.ThrowIfFailed(typeof(StreamSettings));
        return settings;
    }
}
