using Microsoft.Extensions.Logging;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// Whether this computer can make films, found out when the first one is wanted. Without a library, or after it failed, the tiles do the job, and the
/// log says so once. For one thread.
/// </summary>
internal sealed partial class VideoSupport
{
    private readonly string[] _fileNames;
    private readonly ILogger _logger;
    private VpxLibrary? _library;
    private bool _looked, _failed;
    private byte _streams;

    internal VideoSupport(ILogger logger)
        : this(logger, VpxReleases.FileNames)
    {
    }

    /// <summary>Looks for the library under other names.</summary>
    internal VideoSupport(ILogger logger, string[] fileNames)
    {
        _logger = logger;
        _fileNames = fileNames;
    }

    /// <summary>The number of the next stream: another one than that of any stream that viewers may still remember.</summary>
    internal byte NextStream => ++_streams;

    /// <summary>Whether a film can be made for viewers who decode these; nothing is looked for yet.</summary>
    internal bool MayStart(VideoCodecs codecs) => !_failed && (codecs & VideoCodecs.Vp9) != 0 && (!_looked || _library is not null);

    /// <summary>Starts a stream.</summary>
    /// <param name="codecs">What every viewer decodes.</param>
    /// <param name="settings">The stream.</param>
    /// <returns>Null when it is left to the tiles.</returns>
    internal VideoEncoder? TryStart(VideoCodecs codecs, in VideoSettings settings)
    {
        if (!MayStart(codecs)) return null;
        if (!_looked) Look();
        if (_library is null) return null;
        VideoEncoder? encoder = VideoEncoder.TryStart(_library, settings);
        if (encoder is null) Fail();
        return encoder;
    }

    /// <summary>A stream broke: there will be no others.</summary>
    internal void Fail()
    {
        if (_failed) return;
        _failed = true;
        LogFailed(_library?.Version ?? 0);
    }

    private void Look()
    {
        _looked = true;
        _library = VpxLibrary.TryLoad(_fileNames, out string? problem);
        if (_library is null) LogMissing(problem ?? string.Empty);
    }

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "Films are sent as single pictures, which takes more of the network: {Problem}.")]
    private partial void LogMissing(string problem);

    [LoggerMessage(EventId = 104, Level = LogLevel.Warning, Message = "Films are sent as single pictures from now on, because libvpx, release {Version:X6}, failed.")]
    private partial void LogFailed(int version);
}
