using System.Runtime.InteropServices;
using RemoteAssist.Protocol;
using SkiaSharp;
using ZstdSharp;

namespace RemoteAssist.Decoding;

/// <summary>
/// The reference decoder: slow, plain, and as suspicious of its input as a viewer must be. Nothing is drawn of an update that is refused. Films
/// are decoded by libvpx.
/// </summary>
public sealed class UpdateDecoder : IDisposable
{
    private readonly Decompressor _decompressor = new();
    private readonly Dictionary<int, (ulong Hash, Patch Tile)> _slots = [];
    private readonly Film _film = new();
    private byte[] _palette = [];
    private uint _epoch;

    /// <summary>What the protocol's reader said of the last message.</summary>
    public ProtocolError ProtocolError { get; private set; }

    /// <summary>The tiles that could not be drawn since this list was emptied, because their slot did not keep what they named.</summary>
    public List<ushort> Unknown { get; } = [];

    /// <summary>How many pieces of video came.</summary>
    public int VideoPieces { get; private set; }

    /// <summary>How many frames of films were drawn.</summary>
    public int VideoFrames => _film.Frames;

    /// <summary>How many frames of films could not be drawn.</summary>
    public int BrokenVideoFrames => _film.Broken;

    /// <summary>Applies a whole update message.</summary>
    /// <param name="message">The message with its header.</param>
    /// <param name="screen">What it is drawn on; its size is the agreed one.</param>
    public DecodingError Apply(ReadOnlySpan<byte> message, Picture screen)
    {
        ProtocolError = Update.TryRead(message, screen.Width, screen.Height, out Update update);
        if (ProtocolError != ProtocolError.None) return DecodingError.Protocol;
        if (!Decompress(update)) return DecodingError.Palette;
        if (update.Header.Epoch != _epoch) _slots.Clear();
        _epoch = update.Header.Epoch;
        var patches = new List<Patch>[update.Header.OperationCount];
        DecodingError error = Unpack(update, patches);
        if (error == DecodingError.None) Draw(update, patches, screen);
        return error;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decompressor.Dispose();
        _film.Dispose();
    }

    private bool Decompress(in Update update)
    {
        int length = update.Header.PaletteRawLength;
        if (length == 0) return true;
        // The frame's own word for its size is checked before anything is allocated for it.
        try
        {
            if (Decompressor.GetDecompressedSize(update.Palette) != (ulong)length) return false;
            if (_palette.Length < length) _palette = new byte[length];
            return _decompressor.TryUnwrap(update.Palette, _palette.AsSpan(0, length), out int written) && written == length;
        }
        catch (ZstdException)
        {
            return false;
        }
    }

    private DecodingError Unpack(in Update update, List<Patch>[] patches)
    {
        int palette = 0, image = 0, at = 0;
        foreach (Operation operation in update)
        {
            List<Patch> drawn = patches[at++] = [];
            if (operation.IsInPaletteSection)
            {
                if (!Patch.TryUnpack(operation, _palette.AsSpan(palette, operation.DataLength), drawn)) return DecodingError.Index;
                palette += operation.DataLength;
            }
            else if (operation.IsInImageSection)
            {
                if (operation.Kind == OperationKind.Image)
                {
                    if (Decode(operation, update.Images.Slice(image, operation.DataLength)) is not { } decoded) return DecodingError.Image;
                    drawn.Add(decoded);
                }

                else if (_film.Add(operation, update.Images.Slice(image, operation.DataLength)) is { } frame)
                {
                    drawn.Add(frame);
                }

                image += operation.DataLength;
            }
        }

        return DecodingError.None;
    }

    private static Patch? Decode(in Operation operation, ReadOnlySpan<byte> data)
    {
        using SKData copy = SKData.CreateCopy(data);
        using SKCodec? codec = SKCodec.Create(copy);
        SKEncodedImageFormat expected = operation.Format == ImageFormat.Jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Webp;
        // The size is known from the picture's header, before its pixels are allocated.
        if (codec is null || codec.EncodedFormat != expected || codec.Info.Width != operation.Width || codec.Info.Height != operation.Height) return null;
        using var bitmap = new SKBitmap(new SKImageInfo(operation.Width, operation.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return null;
        uint[] pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan()).ToArray();
        for (int i = 0; i < pixels.Length; i++) pixels[i] &= 0xFFFFFF;
        return new Patch(operation.X, operation.Y, operation.Width, operation.Height, pixels);
    }

    private void Draw(in Update update, List<Patch>[] patches, Picture screen)
    {
        int at = 0;
        foreach (Operation operation in update)
        {
            switch (operation.Kind)
            {
                case OperationKind.Solid:
                    uint[] fill = new uint[operation.Width * operation.Height];
                    Array.Fill(fill, operation.Colour);
                    new Patch(operation.X, operation.Y, operation.Width, operation.Height, fill).Draw(screen);
                    break;
                case OperationKind.Copy:
                    Patch.Of(screen, operation.SourceX, operation.SourceY, operation.Width, operation.Height, operation.X, operation.Y).Draw(screen);
                    break;
                case OperationKind.Store:
                    _slots[operation.Slot] = (operation.Hash, Patch.Of(screen, operation.X, operation.Y, operation.Width, operation.Height, 0, 0));
                    break;
                case OperationKind.Reference:
                    DrawKept(operation, screen);
                    break;
                case OperationKind.Video:
                    VideoPieces++;
                    break;
            }

            foreach (Patch patch in patches[at++]) patch.Draw(screen);
        }
    }

    private void DrawKept(in Operation operation, Picture screen)
    {
        if (_slots.TryGetValue(operation.Slot, out (ulong Hash, Patch Tile) kept)
            && kept.Hash == operation.Hash && kept.Tile.Width == operation.Width && kept.Tile.Height == operation.Height)
        {
            (kept.Tile with { X = operation.X, Y = operation.Y }).Draw(screen);
        }
        else
        {
            Unknown.Add(operation.Tile);
        }
    }
}
