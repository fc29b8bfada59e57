using System.Runtime.InteropServices;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Video;

namespace RemoteAssist.Customer.Host.Tests.Stand;

/// <summary>libvpx's own decoder: what a viewer would see.</summary>
internal sealed unsafe class Vp9Decoder : IDisposable
{
    /// <summary>VPX_DECODER_ABI_VERSION of 1.8 to 1.16.</summary>
    private const int Abi = 12;

    private readonly nint _library = Load();
    private readonly VpxContext* _context = (VpxContext*)NativeMemory.AllocZeroed((nuint)sizeof(VpxContext));

    internal Vp9Decoder()
    {
        var start = (delegate* unmanaged<VpxContext*, nint, void*, nint, int, int>)NativeLibrary.GetExport(_library, "vpx_codec_dec_init_ver");
        var vp9 = (delegate* unmanaged<nint>)NativeLibrary.GetExport(_library, "vpx_codec_vp9_dx");
        Assert.Equal(Vpx.Ok, start(_context, vp9(), null, 0, Abi));
    }

    /// <summary>Decodes a frame; null when it cannot be decoded.</summary>
    internal Frame? Decode(ReadOnlySpan<byte> chunk)
    {
        var decode = (delegate* unmanaged<VpxContext*, byte*, uint, void*, nint, int>)NativeLibrary.GetExport(_library, "vpx_codec_decode");
        var next = (delegate* unmanaged<VpxContext*, nint*, VpxImage*>)NativeLibrary.GetExport(_library, "vpx_codec_get_frame");
        fixed (byte* data = chunk)
        {
            if (decode(_context, data, (uint)chunk.Length, null, 0) != Vpx.Ok) return null;
        }

        nint position = 0;
        VpxImage* image = next(_context, &position);
        Assert.True(image != null, "The decoder took the frame and gave no picture.");
        Assert.Equal((Vpx.FormatI420, Vpx.ColourSpaceBt709, Vpx.StudioRange), (image->Format, image->ColourSpace, image->Range));
        return Frames.Of((int)image->Width, (int)image->Height, (x, y) => Rgb(image, x, y));
    }

    public void Dispose()
    {
        ((delegate* unmanaged<VpxContext*, int>)NativeLibrary.GetExport(_library, "vpx_codec_destroy"))(_context);
        NativeMemory.Free(_context);
    }

    private static nint Load()
    {
        foreach (string name in VpxReleases.FileNames)
        {
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        }

        Assert.Fail("libvpx is missing: ./assist test installs it.");
        return 0;
    }

    private static uint Rgb(VpxImage* image, int x, int y)
    {
        double luminance = (image->Y[(long)y * image->StrideY + x] - 16) / 219.0;
        double cb = (image->U[(long)(y / 2) * image->StrideU + x / 2] - 128) / 224.0, cr = (image->V[(long)(y / 2) * image->StrideV + x / 2] - 128) / 224.0;
        double red = luminance + 1.5748 * cr, green = luminance - 0.187324 * cb - 0.468124 * cr, blue = luminance + 1.8556 * cb;
        return Frames.Rgb((int)Math.Round(red * 255), (int)Math.Round(green * 255), (int)Math.Round(blue * 255));
    }
}
