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

    /// <summary>Encodes blocks of tiles of a frame.</summary>
    internal static Recorder Encode(Frame frame, IEnumerable<(int Tile, ulong Blocks)> tiles, bool exact = false)
    {
        var recorder = new Recorder();
        var map = new BlockMap(frame.Width, frame.Height);
        using var encoder = new PictureEncoder(recorder);
        encoder.Begin(frame, new Customer.Host.Encode.Picture(0, 1, 1, UpdateFlags.None));
        foreach ((int tile, ulong blocks) in tiles) encoder.Add(tile, blocks & map.Whole(tile), map.Whole(tile), exact ? Losses.None : Losses.Allowed, 0);
        encoder.End();
        return recorder;
    }

    /// <summary>Encodes a whole frame.</summary>
    internal static Recorder EncodeAll(Frame frame, bool exact = false) =>
        Encode(frame, Enumerable.Range(0, frame.TileColumns * frame.TileRows).Select(tile => (tile, ulong.MaxValue)), exact);

    /// <summary>The operations of all parts.</summary>
    internal List<Operation> Operations(Frame frame) => Operations(frame.Width, frame.Height);

    /// <summary>The operations of all parts, for a screen of this size.</summary>
    internal List<Operation> Operations(int width, int height)
    {
        var operations = new List<Operation>();
        foreach (byte[] message in Messages)
        {
            Assert.Equal(ProtocolError.None, Update.TryRead(message, width, height, out Update update));
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
