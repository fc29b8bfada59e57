using CsCheck;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Tests.Stand;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Tests.Encode;

/// <summary>The reference decoder itself: the other tests are worth what it is worth.</summary>
public sealed class DecoderTests
{
    private static readonly byte[] Valid = Mixed();

    [Fact]
    public void A_damaged_update_is_refused_or_drawn_but_never_more() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Byte).List[1, 6].Sample(
            damage =>
            {
                byte[] message = [.. Valid];
                foreach ((int at, byte value) in damage) message[at] = value;
                using var decoder = new UpdateDecoder();
                decoder.Apply(message, new Decoding.Picture(192, 64));
            },
            iter: 2000);

    [Fact]
    public void Nothing_is_drawn_of_an_update_that_is_refused()
    {
        byte[] message = [.. Valid];
        message[^2] ^= 0xFF;
        message[MessageHeader.Size + 28]++;
        var screen = new Decoding.Picture(192, 64);
        using var decoder = new UpdateDecoder();
        Assert.NotEqual(DecodingError.None, decoder.Apply(message, screen));
        Assert.All(screen.Pixels, pixel => Assert.Equal(0u, pixel));
    }

    [Fact]
    public void A_frame_that_lies_about_its_size_is_refused()
    {
        Frame frame = Frames.Of(64, 64, Frames.Text);
        byte[] message = Recorder.EncodeAll(frame).Messages[0];
        Assert.Equal(ProtocolError.None, Update.TryRead(message, 64, 64, out Update update));
        using var compressor = new ZstdSharp.Compressor(1);
        byte[] other = compressor.Wrap(new byte[update.Header.PaletteRawLength + 1]).ToArray();
        UpdateHeader header = update.Header with { PaletteLength = other.Length };
        byte[] lie = Update.Compose(UpdateFlags.PictureEnd, header, Recorder.EncodeAll(frame).Operations(frame).ToArray(), other, []);
        using var decoder = new UpdateDecoder();
        Assert.Equal(DecodingError.Palette, decoder.Apply(lie, new Decoding.Picture(64, 64)));
    }

    private static byte[] Mixed()
    {
        Frame frame = Frames.Of(192, 64, (x, y) => x < 64 ? 0x112233u : x < 128 ? Frames.Text(x, y) : Frames.Photograph(x, y));
        return Assert.Single(Recorder.EncodeAll(frame).Messages);
    }
}
