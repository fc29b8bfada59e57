using Microsoft.Extensions.Logging.Abstractions;
using RemoteAssist.Benchmarks.Clips;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Consent;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>Ours: the customer host's own screen thread, before a desktop on which the clip plays.</summary>
internal sealed class HostCodec : ICodec
{
    private readonly ClipLink _link;
    private readonly ClipDesktop _desktop;
    private readonly ScreenThread _thread;

    public HostCodec(Footage footage)
    {
        var clock = new VirtualClock();
        _link = new ClipLink(clock, footage.Width, footage.Height);
        _desktop = new ClipDesktop(clock, _link, footage);
        var consent = new ConsentState();
        consent.Set(RightNames.See, true);
        _thread = new ScreenThread(_desktop, consent, clock, NullLogger<ScreenThread>.Instance);
        _desktop.Acknowledge = seq =>
        {
            Watch();
            _thread.Acknowledge(seq);
        };
        _thread.Attach(_link);
        Watch();
        _thread.Start();
    }

    public string Name => "ours";

    /// <summary>What the bytes went into.</summary>
    public OperationCosts Costs => _link.Costs;

    public void Frame(Footage footage) => _desktop.Frames.Give(footage, _thread.Failed);

    public CodecResult Finish(Footage footage)
    {
        _desktop.Frames.Give(null, _thread.Failed);
        return new(
            [.. _desktop.Log.Select(frame => frame.Bytes)],
            [.. _desktop.Log.Select(frame => frame.CpuMs)],
            [.. _desktop.Log.Select(frame => frame.Psnr)],
            _desktop.RestBytes,
            _link.Screen.Pixels);
    }

    // A viewer who decodes VP9, as browsers do; who is not heard of for a while is forgotten.
    private void Watch() => _thread.Watch(new WatchMessage(1, 1, PictureQuality.Automatic, VideoCodecs.Vp9, 1));

    public void Dispose()
    {
        _desktop.Frames.Close();
        _thread.Dispose();
        _link.Dispose();
        _desktop.Frames.Dispose();
    }
}
