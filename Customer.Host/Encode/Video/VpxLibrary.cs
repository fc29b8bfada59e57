using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>
/// libvpx (BSD licence), which every Linux desktop with a browser has. It is looked for when it is first needed and never required: this program stays
/// one file that starts without it.
/// </summary>
internal sealed unsafe class VpxLibrary
{
    private readonly delegate* unmanaged<nint> _vp9;
    private readonly delegate* unmanaged<nint, VpxConfiguration*, uint, int> _defaults;
    private readonly delegate* unmanaged<VpxContext*, nint, VpxConfiguration*, nint, int, int> _start;
    private readonly delegate* unmanaged<VpxContext*, VpxConfiguration*, int> _configure;
    private readonly delegate* unmanaged<VpxContext*, int, int, int> _control;
    private readonly delegate* unmanaged<VpxContext*, VpxImage*, long, nuint, nint, nuint, int> _encode;
    private readonly delegate* unmanaged<VpxContext*, nint*, VpxPacket*> _next;
    private readonly delegate* unmanaged<VpxImage*, int, uint, uint, uint, byte*, VpxImage*> _wrap;
    private readonly delegate* unmanaged<VpxContext*, int> _end;
    private readonly int _abi;

    private VpxLibrary(nint handle, int version)
    {
        Version = version;
        _abi = VpxReleases.EncoderAbi(version);
        _vp9 = (delegate* unmanaged<nint>)NativeLibrary.GetExport(handle, "vpx_codec_vp9_cx");
        _defaults = (delegate* unmanaged<nint, VpxConfiguration*, uint, int>)NativeLibrary.GetExport(handle, "vpx_codec_enc_config_default");
        _start = (delegate* unmanaged<VpxContext*, nint, VpxConfiguration*, nint, int, int>)NativeLibrary.GetExport(handle, "vpx_codec_enc_init_ver");
        _configure = (delegate* unmanaged<VpxContext*, VpxConfiguration*, int>)NativeLibrary.GetExport(handle, "vpx_codec_enc_config_set");
        // Variable arguments: on the processors that this program runs on, one whole number goes the way of a fixed argument.
        _control = (delegate* unmanaged<VpxContext*, int, int, int>)NativeLibrary.GetExport(handle, "vpx_codec_control_");
        _encode = (delegate* unmanaged<VpxContext*, VpxImage*, long, nuint, nint, nuint, int>)NativeLibrary.GetExport(handle, "vpx_codec_encode");
        _next = (delegate* unmanaged<VpxContext*, nint*, VpxPacket*>)NativeLibrary.GetExport(handle, "vpx_codec_get_cx_data");
        _wrap = (delegate* unmanaged<VpxImage*, int, uint, uint, uint, byte*, VpxImage*>)NativeLibrary.GetExport(handle, "vpx_img_wrap");
        _end = (delegate* unmanaged<VpxContext*, int>)NativeLibrary.GetExport(handle, "vpx_codec_destroy");
    }

    /// <summary>Major, minor and patch, a byte each.</summary>
    internal int Version { get; }

    /// <summary>Looks for the library. It stays loaded for the rest of the process.</summary>
    /// <param name="fileNames">Where to look, the best first: <see cref="VpxReleases.FileNames"/>.</param>
    /// <param name="problem">Why there is none, in a sentence; null when there is one.</param>
    internal static VpxLibrary? TryLoad(ReadOnlySpan<string> fileNames, out string? problem)
    {
        problem = "libvpx is not installed";
        foreach (string name in fileNames)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle)) continue;
            if (TryUse(handle, name, out VpxLibrary? library, out problem)) return library;
            NativeLibrary.Free(handle);
        }

        return null;
    }

    /// <summary>Fills in VP9's defaults.</summary>
    internal int Defaults(VpxConfiguration* configuration) => _defaults(_vp9(), configuration, 0);

    /// <summary>Starts a VP9 encoder.</summary>
    internal int Start(VpxContext* context, VpxConfiguration* configuration) => _start(context, _vp9(), configuration, 0, _abi);

    /// <summary>Changes a running encoder's configuration.</summary>
    internal int Configure(VpxContext* context, VpxConfiguration* configuration) => _configure(context, configuration);

    /// <summary>Sets one of the controls of <see cref="Vpx"/>.</summary>
    internal int Control(VpxContext* context, int control, int value) => _control(context, control, value);

    /// <summary>Encodes a frame.</summary>
    internal int Encode(VpxContext* context, VpxImage* image, long time, long duration, int flags) =>
        _encode(context, image, time, (nuint)duration, flags, Vpx.Realtime);

    /// <summary>The next packet of the frame that was just encoded, valid until the next call of <see cref="Encode"/>; null at the end.</summary>
    internal VpxPacket* Next(VpxContext* context, nint* position) => _next(context, position);

    /// <summary>Describes planes that follow each other in memory.</summary>
    internal bool Wrap(VpxImage* image, int width, int height, int strideAlignment, byte* planes) =>
        _wrap(image, Vpx.FormatI420, (uint)width, (uint)height, (uint)strideAlignment, planes) != null;

    /// <summary>Frees what a started encoder holds.</summary>
    internal void End(VpxContext* context) => _ = _end(context);

    private static bool TryUse(nint handle, string name, out VpxLibrary? library, out string? problem)
    {
        library = null;
        if (!NativeLibrary.TryGetExport(handle, "vpx_codec_version", out nint address))
        {
            problem = $"{name} is not libvpx";
            return false;
        }

        int version = ((delegate* unmanaged<int>)address)();
        if (VpxReleases.EncoderAbi(version) == 0)
        {
            problem = $"{name} is release {VpxReleases.Describe(version)} of libvpx, which is not known";
            return false;
        }

        try
        {
            library = new VpxLibrary(handle, version);
            problem = null;
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            problem = $"{name} was built without the VP9 encoder";
            return false;
        }
    }
}
