using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>Keeps the parts that an encoder sends, and draws them as a viewer would.</summary>
internal sealed class Recorder : IPartSink
{
    internal List<byte[]> Messages { get; } = [];

    public byte[] Rent() => new byte[Caps.Message];

    public void Post(byte[] buffer, int length) => Messages.Add(buffer[..length]);

    /// <summary>Encodes rectangles of a frame, tile by tile.</summary>
    internal static Recorder Encode(Frame frame, IEnumerable<PixelRect> rectangles, bool exact = false)
    {
        var recorder = new Recorder();
        using var encoder = new PictureEncoder(recorder);
        encoder.Begin(frame, new Customer.Host.Encode.Picture(0, 1, 1, UpdateFlags.None));
        foreach (PixelRect rectangle in rectangles) encoder.Add(rectangle, exact);
        encoder.End();
        return recorder;
    }

    /// <summary>Encodes a whole frame.</summary>
    internal static Recorder EncodeAll(Frame frame, bool exact = false) =>
        Encode(frame, Enumerable.Range(0, frame.TileColumns * frame.TileRows).Select(frame.TileBounds), exact);

    /// <summary>The operations of all parts.</summary>
    internal List<Operation> Operations(Frame frame)
    {
        var operations = new List<Operation>();
        foreach (byte[] message in Messages)
        {
            Assert.Equal(ProtocolError.None, Update.TryRead(message, frame.Width, frame.Height, out Update update));
            foreach (Operation operation in update) operations.Add(operation);
        }

        return operations;
    }

    /// <summary>Draws all parts.</summary>
    internal Decoding.Picture Draw(int width, int height)
    {
        using var decoder = new UpdateDecoder();
        var picture = new Decoding.Picture(width, height);
        foreach (byte[] message in Messages) Assert.Equal((DecodingError.None, ProtocolError.None), (decoder.Apply(message, picture), decoder.ProtocolError));
        return picture;
    }
}
