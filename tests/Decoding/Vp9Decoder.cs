using System.Runtime.InteropServices;

namespace RemoteAssist.Decoding;

/// <summary>libvpx's VP9 decoder (vpx_decoder.h, vp8dx.h): what a viewer would see of a film.</summary>
public sealed unsafe class Vp9Decoder : IDisposable
{
    /// <summary>VPX_DECODER_ABI_VERSION, the same from 1.8 to 1.16.</summary>
    private const int Abi = 12;

    /// <summary>Room for a vpx_codec_ctx_t of any release.</summary>
    private const int ContextSize = 256;

    /// <summary>VPX_IMG_FMT_I420.</summary>
    private const int I420 = 0x102;

    private static readonly string[] FileNames = ["libvpx.so.12", "libvpx.so.11", "libvpx.so.9", "libvpx.so.8", "libvpx.so.7", "libvpx.so.6"];
    private static readonly Lazy<nint> Library = new(Load);

    private readonly void* _context = NativeMemory.AllocZeroed(ContextSize);

    /// <summary>Starts one.</summary>
    public Vp9Decoder()
    {
        var start = (delegate* unmanaged<void*, nint, void*, nint, int, int>)Call("vpx_codec_dec_init_ver");
        var vp9 = (delegate* unmanaged<nint>)Call("vpx_codec_vp9_dx");
        int error = start(_context, vp9(), null, 0, Abi);
        if (error != 0) throw new InvalidOperationException($"libvpx does not start a decoder: error {error}.");
    }

    /// <summary>Decodes a frame.</summary>
    /// <param name="chunk">All of its pieces.</param>
    /// <returns>The picture; null when it cannot be decoded.</returns>
    public Picture? Decode(ReadOnlySpan<byte> chunk)
    {
        fixed (byte* data = chunk)
        {
            if (((delegate* unmanaged<void*, byte*, uint, void*, nint, int>)Call("vpx_codec_decode"))(_context, data, (uint)chunk.Length, null, 0) != 0) return null;
        }

        nint position = 0;
        Image* image = ((delegate* unmanaged<void*, nint*, Image*>)Call("vpx_codec_get_frame"))(_context, &position);
        if (image == null || image->Format != I420) return null;
        var picture = new Picture((int)image->Width, (int)image->Height);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++) picture[x, y] = Rgb(image, x, y);
        }

        return picture;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = ((delegate* unmanaged<void*, int>)Call("vpx_codec_destroy"))(_context);
        NativeMemory.Free(_context);
    }

    private static nint Call(string name) => NativeLibrary.GetExport(Library.Value, name);

    private static nint Load()
    {
        foreach (string name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        }

        throw new InvalidOperationException("libvpx is missing; ./assist test installs it.");
    }

    // ITU-R BT.709 in studio range: what a film says of itself when it says 2 and 0 (vpx_image.h); nothing else is sent.
    private static uint Rgb(Image* image, int x, int y)
    {
        double luminance = (image->Y[(long)y * image->StrideY + x] - 16) / 219.0;
        double cb = (image->U[(long)(y / 2) * image->StrideU + x / 2] - 128) / 224.0, cr = (image->V[(long)(y / 2) * image->StrideV + x / 2] - 128) / 224.0;
        return Level(luminance + 1.5748 * cr) << 16 | Level(luminance - 0.187324 * cb - 0.468124 * cr) << 8 | Level(luminance + 1.8556 * cb);
    }

    private static uint Level(double value) => (uint)Math.Clamp(Math.Round(value * 255), 0, 255);

    /// <summary>vpx_image_t, binary version 5.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Image
    {
        public int Format;
        public int ColourSpace;
        public int Range;
        public uint StoredWidth;
        public uint StoredHeight;
        public uint BitDepth;
        public uint Width;
        public uint Height;
        public uint RenderWidth;
        public uint RenderHeight;
        public uint ChromaShiftX;
        public uint ChromaShiftY;
        public byte* Y;
        public byte* U;
        public byte* V;
        public byte* Alpha;
        public int StrideY;
        public int StrideU;
        public int StrideV;
        public int StrideAlpha;
    }
}
