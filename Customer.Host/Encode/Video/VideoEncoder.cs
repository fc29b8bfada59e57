using System.Runtime.InteropServices;
using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>One VP9 stream: a rectangle of the screen, frame after frame, each encoded and handed out at once. For one thread.</summary>
internal sealed unsafe class VideoEncoder : IDisposable
{
    /// <summary>
    /// The fastest of VP9's speeds that libvpx documents for real time: on 640 × 360 at 1 Mbit/s it costs half of speed 6's time and 0.3 dB.
    /// </summary>
    private const int Speed = 8;

    /// <summary>A key frame may take this many percent of what an ordinary frame may: about a third of a second's bits.</summary>
    private const int MostOfKeyFrame = 900;

    /// <summary>Quantizers, 0 to 63. Finer than the first brings nothing that an eye sees in motion, and still picture get their exact pixels later.</summary>
    private const uint Finest = 8, Coarsest = 56;

    /// <summary>Frame times are in microseconds.</summary>
    private const int Timebase = 1_000_000;

    /// <summary>
    /// What every frame is said to last: the library takes the time between the ends of two frames for the distance of frames, so only what is the same
    /// for all leaves it the true one.
    /// </summary>
    private const long Duration = 33_333;

    /// <summary>
    /// The distances of frames, µs, that the rate control is told: after a long rest a frame does not get all the bits of that time, and two
    /// that follow each other at once are no film of a thousand frames a second.
    /// </summary>
    private const long LeastDistance = 20_000, MostDistance = 100_000;

    private const int Alignment = 64;

    private readonly VpxLibrary _library;
    private readonly VpxContext* _context;
    private readonly VpxConfiguration* _configuration;
    private readonly VpxImage* _image;
    private readonly byte* _planes;
    private bool _started;
    private ulong _capturedAt;
    private long _time;

    private VideoEncoder(VpxLibrary library, in VideoSettings settings)
    {
        (_library, Width, Height) = (library, settings.Width, settings.Height);
        _context = (VpxContext*)NativeMemory.AllocZeroed((nuint)sizeof(VpxContext));
        _configuration = (VpxConfiguration*)NativeMemory.AllocZeroed((nuint)sizeof(VpxConfiguration));
        _image = (VpxImage*)NativeMemory.AllocZeroed((nuint)sizeof(VpxImage));
        // Rows are padded to the alignment, and odd heights to the next even one.
        nuint stride = (nuint)(Width + Alignment - 1) / Alignment * Alignment;
        _planes = (byte*)NativeMemory.AlignedAlloc(stride * (nuint)(Height + 1) * 2, Alignment);
        new Span<byte>(_planes, checked((int)(stride * (nuint)(Height + 1) * 2))).Fill(128);
    }

    /// <summary>Pixels.</summary>
    internal int Width { get; }

    /// <summary>Pixels.</summary>
    internal int Height { get; }

    /// <summary>Starts a stream, whose first frame will be a key frame.</summary>
    /// <returns>Null when the library refuses.</returns>
    internal static VideoEncoder? TryStart(VpxLibrary library, in VideoSettings settings)
    {
        var encoder = new VideoEncoder(library, settings);
        if (encoder.Start(settings)) return encoder;
        encoder.Dispose();
        return null;
    }

    /// <summary>Changes what the stream may take from the next frame on.</summary>
    internal bool TrySetRate(int kilobits)
    {
        if (_configuration->TargetBitrate == (uint)kilobits) return true;
        _configuration->TargetBitrate = (uint)kilobits;
        return _library.Configure(_context, _configuration) == Vpx.Ok;
    }

    /// <summary>Encodes a frame.</summary>
    /// <param name="frame">The screen.</param>
    /// <param name="x">Where the stream's rectangle is in it.</param>
    /// <param name="y">Where the stream's rectangle is in it.</param>
    /// <param name="capturedAt">Microseconds of a clock that never goes back.</param>
    /// <param name="key">Whether it must be a key frame.</param>
    /// <param name="chunk">The encoded frame, valid until the next one.</param>
    /// <returns>False when the library failed, after which this stream cannot go on.</returns>
    internal bool TryEncode(Frame frame, int x, int y, ulong capturedAt, bool key, out VideoChunk chunk)
    {
        chunk = default;
        VideoColours.Fill(frame, new PixelRect(x, y, Width, Height), new VideoPlanes(Width, Height, *_image));
        _time += Math.Clamp((long)(capturedAt - _capturedAt), LeastDistance, MostDistance);
        _capturedAt = capturedAt;
        if (_library.Encode(_context, _image, _time, Duration, key ? Vpx.ForceKeyFrame : 0) != Vpx.Ok) return false;
        nint position = 0;
        for (VpxPacket* packet = _library.Next(_context, &position); packet != null; packet = _library.Next(_context, &position))
        {
            if (packet->Kind != Vpx.FramePacket) continue;
            chunk = new VideoChunk(new ReadOnlySpan<byte>(packet->Data, checked((int)packet->Length)), (packet->Flags & Vpx.IsKeyFrame) != 0);
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        if (_started) _library.End(_context);
        _started = false;
        NativeMemory.Free(_context);
        NativeMemory.Free(_configuration);
        NativeMemory.Free(_image);
        NativeMemory.AlignedFree(_planes);
    }

    private bool Start(in VideoSettings settings)
    {
        if (_library.Defaults(_configuration) != Vpx.Ok || !_library.Wrap(_image, Width, Height, Alignment, _planes)) return false;
        (_image->ColourSpace, _image->Range) = (Vpx.ColourSpaceBt709, Vpx.StudioRange);
        Configure(settings);
        _started = _library.Start(_context, _configuration) == Vpx.Ok;
        return _started
            && Set(Vpx.SetSpeed, Speed)
            && Set(Vpx.SetMostOfKeyFrame, MostOfKeyFrame)
            && Set(Vpx.SetAdaptiveQuantization, 3)
            && Set(Vpx.SetFrameParallel, 0)
            && Set(Vpx.SetColourSpace, Vpx.ColourSpaceBt709)
            && Set(Vpx.SetTileColumns, int.Log2(settings.Threads))
            && Set(Vpx.SetRowThreads, settings.Threads > 1 ? 1 : 0);
    }

    private void Configure(in VideoSettings settings)
    {
        _configuration->Width = (uint)Width;
        _configuration->Height = (uint)Height;
        _configuration->Threads = (uint)settings.Threads;
        (_configuration->TimebaseNumerator, _configuration->TimebaseDenominator) = (1, Timebase);
        // Every frame comes out before the next goes in, none is left out, and none is resistant to losses: a loss costs a key frame.
        _configuration->LagInFrames = _configuration->DropFrameThreshold = _configuration->ResizeAllowed = _configuration->ErrorResilient = 0;
        _configuration->KeyFrameMode = Vpx.KeyFramesOnRequest;
        _configuration->EndUsage = Vpx.ConstantBitrate;
        _configuration->TargetBitrate = (uint)settings.Kilobits;
        (_configuration->MinQuantizer, _configuration->MaxQuantizer) = (Finest, Coarsest);
        (_configuration->UndershootPercent, _configuration->OvershootPercent) = (50, 50);
        (_configuration->BufferSize, _configuration->BufferInitialSize, _configuration->BufferOptimalSize) = (1000, 500, 600);
    }

    private bool Set(int control, int value) => _library.Control(_context, control, value) == Vpx.Ok;
}
