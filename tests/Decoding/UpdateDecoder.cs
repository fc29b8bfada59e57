using RemoteAssist.Protocol;
using SkiaSharp;
using ZstdSharp;

namespace RemoteAssist.Decoding;

/// <summary>The reference decoder: slow, plain, and as suspicious of its input as a viewer must be. Nothing is drawn of an update that is refused.</summary>
public sealed class UpdateDecoder : IDisposable
{
    private readonly Decompressor _decompressor = new();
    private byte[] _palette = [];

    /// <summary>What the protocol's reader said of the last message.</summary>
    public ProtocolError ProtocolError { get; private set; }

    /// <summary>Applies a whole update message.</summary>
    /// <param name="message">The message with its header.</param>
    /// <param name="screen">What it is drawn on; its size is the agreed one.</param>
    public DecodingError Apply(ReadOnlySpan<byte> message, Picture screen)
    {
        ProtocolError = Update.TryRead(message, screen.Width, screen.Height, out Update update);
        if (ProtocolError != ProtocolError.None) return DecodingError.Protocol;
        if (!Decompress(update)) return DecodingError.Palette;
        var images = new Dictionary<int, SKBitmap>();
        try
        {
            DecodingError error = Check(update, images);
            if (error == DecodingError.None) Draw(update, images, screen);
            return error;
        }
        finally
        {
            foreach (SKBitmap image in images.Values) image.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _decompressor.Dispose();

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

    private DecodingError Check(in Update update, Dictionary<int, SKBitmap> images)
    {
        int palette = 0, image = 0;
        for (int i = 0; i < update.Header.OperationCount; i++)
        {
            Operation operation = update[i];
            if (operation.Kind == OperationKind.Palette && !IndicesFit(operation, _palette.AsSpan(palette, operation.DataLength))) return DecodingError.Index;
            if (operation.IsInPaletteSection)
            {
                palette += operation.DataLength;
                continue;
            }

            if (operation.Kind != OperationKind.Image) continue;
            if (Decode(operation, update.Images.Slice(image, operation.DataLength)) is not { } decoded) return DecodingError.Image;
            images.Add(i, decoded);
            image += operation.DataLength;
        }

        return DecodingError.None;
    }

    private static bool IndicesFit(in Operation operation, ReadOnlySpan<byte> data)
    {
        for (int y = 0; y < operation.Height; y++)
        {
            for (int x = 0; x < operation.Width; x++)
            {
                if (Index(operation, data, x, y) >= operation.Colours) return false;
            }
        }

        return true;
    }

    private static int Index(in Operation operation, ReadOnlySpan<byte> data, int x, int y)
    {
        int bits = Operation.BitsPerIndex(operation.Colours);
        int row = operation.Colours * 3 + (operation.Width * bits + 7) / 8 * y;
        int first = x * bits;
        return data[row + first / 8] >> (8 - bits - first % 8) & ((1 << bits) - 1);
    }

    private static SKBitmap? Decode(in Operation operation, ReadOnlySpan<byte> data)
    {
        using SKData copy = SKData.CreateCopy(data);
        using SKCodec? codec = SKCodec.Create(copy);
        SKEncodedImageFormat expected = operation.Format == ImageFormat.Jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Webp;
        // The size is known from the picture's header, before its pixels are allocated.
        if (codec is null || codec.EncodedFormat != expected || codec.Info.Width != operation.Width || codec.Info.Height != operation.Height) return null;
        var bitmap = new SKBitmap(new SKImageInfo(operation.Width, operation.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    private void Draw(in Update update, Dictionary<int, SKBitmap> images, Picture screen)
    {
        int at = 0;
        for (int i = 0; i < update.Header.OperationCount; i++)
        {
            Operation operation = update[i];
            ReadOnlySpan<byte> data = operation.IsInPaletteSection ? _palette.AsSpan(at, operation.DataLength) : [];
            at += data.Length;
            for (int y = 0; y < operation.Height; y++)
            {
                for (int x = 0; x < operation.Width; x++)
                {
                    screen[operation.X + x, operation.Y + y] = operation.Kind switch
                    {
                        OperationKind.Solid => (uint)operation.Argument,
                        OperationKind.Palette => Colour(data, Index(operation, data, x, y) * 3),
                        OperationKind.Raw => Colour(data, (y * operation.Width + x) * 3),
                        _ => (uint)images[i].GetPixel(x, y) & 0xFFFFFF,
                    };
                }
            }
        }
    }

    private static uint Colour(ReadOnlySpan<byte> data, int at) => (uint)(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
}
