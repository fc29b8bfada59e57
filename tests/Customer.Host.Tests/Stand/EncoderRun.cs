using Microsoft.Extensions.Time.Testing;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Customer.Host.Encode.Cache;
using RemoteAssist.Customer.Host.Encode.Video;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>A screen that is captured, encoded, and drawn by the reference decoder, in a time that only the test moves.</summary>
internal sealed class EncoderRun : IDisposable
{
    private readonly Recorder _recorder = new();
    private readonly PictureEncoder _pictures;
    private readonly UpdateDecoder _decoder = new();

    internal EncoderRun(int width, int height, VideoSupport? video = null)
    {
        _pictures = new PictureEncoder(_recorder);
        Encoder = new ScreenEncoder(_pictures, new TileCache(Caps.CacheSlots), Time, 0, width, height, 1, video);
        Screen = new Decoding.Picture(width, height);
        Array.Fill(Screen.Pixels, 0xABCDEFu);
        Encoder.MarkAll();
    }

    internal FakeTimeProvider Time { get; } = new();

    internal ScreenEncoder Encoder { get; }

    /// <summary>What a viewer sees.</summary>
    internal Decoding.Picture Screen { get; }

    /// <summary>The operations of the last picture.</summary>
    internal List<Operation> Operations { get; } = [];

    /// <summary>How many frames of films the viewer has drawn.</summary>
    internal int FilmFrames => _decoder.VideoFrames;

    /// <summary>How many it could not draw.</summary>
    internal int BrokenFilmFrames => _decoder.BrokenVideoFrames;

    /// <summary>The bytes of the last picture.</summary>
    internal int Bytes { get; private set; }

    /// <summary>The screen looks like this now; a thirtieth of a second later.</summary>
    internal void Show(Frame frame, int budget = int.MaxValue)
    {
        Time.Advance(TimeSpan.FromMilliseconds(33));
        Take(frame, frame.Bounds);
        Encoder.SendChanges(Time.Micros(), budget);
        Draw();
    }

    /// <summary>Gives the encoder some of a frame's pixels.</summary>
    internal unsafe void Take(Frame frame, PixelRect area)
    {
        fixed (uint* first = &frame.Pixel(area.X, area.Y)) Encoder.Take(area, new PixelView((nint)first, frame.Width, area.Width, area.Height));
    }

    /// <summary>Nothing happens for a while: what is blurred gets sharp.</summary>
    internal void Rest()
    {
        Time.Advance(Refinement.Rest);
        while (Encoder.RefinementDue == TimeSpan.Zero && Encoder.SendRefinement()) Draw();
        Assert.Null(Encoder.RefinementDue);
    }

    /// <summary>Has tiles sent again, and draws them.</summary>
    internal void Repair(params int[] tiles)
    {
        Encoder.SendRepair(tiles);
        Draw();
    }

    internal void AssertShows(Frame frame)
    {
        for (int y = 0; y < frame.Height; y++)
        {
            Span<uint> shown = Screen.Pixels.AsSpan(y * frame.Width, frame.Width);
            int differs = shown.CommonPrefixLength(frame.Row(0, y, frame.Width));
            Assert.True(differs == frame.Width, $"The pixel at {differs}, {y} differs.");
        }
    }

    public void Dispose()
    {
        Encoder.Dispose();
        _pictures.Dispose();
        _decoder.Dispose();
    }

    private void Draw()
    {
        Operations.Clear();
        Operations.AddRange(_recorder.Operations(Screen.Width, Screen.Height));
        Bytes = _recorder.Messages.Sum(message => message.Length);
        foreach (byte[] message in _recorder.Messages)
        {
            Assert.Equal((DecodingError.None, ProtocolError.None), (_decoder.Apply(message, Screen), _decoder.ProtocolError));
        }

        Assert.Empty(_decoder.Unknown);
        _recorder.Messages.Clear();
    }
}
