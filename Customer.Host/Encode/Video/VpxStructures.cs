using System.Runtime.InteropServices;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>vpx_codec_ctx: 56 bytes in every known release; only the library reads them.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct VpxContext
{
    public nint Name;
    public nint Interface;
    public int Error;
    public nint Detail;
}

/// <summary>vpx_codec_enc_cfg up to <c>kf_max_dist</c>; the size has room for what the releases add behind that.</summary>
[StructLayout(LayoutKind.Sequential, Size = 4096)]
internal struct VpxConfiguration
{
    public uint Usage;
    public uint Threads;
    public uint Profile;
    public uint Width;
    public uint Height;
    public int BitDepth;
    public uint InputBitDepth;
    public int TimebaseNumerator;
    public int TimebaseDenominator;
    public uint ErrorResilient;
    public int Pass;
    public uint LagInFrames;
    public uint DropFrameThreshold;
    public uint ResizeAllowed;
    public uint ScaledWidth;
    public uint ScaledHeight;
    public uint ResizeUpThreshold;
    public uint ResizeDownThreshold;
    public int EndUsage;
    public nint TwoPassStatistics;
    public nint TwoPassStatisticsSize;
    public nint FirstPassStatistics;
    public nint FirstPassStatisticsSize;
    public uint TargetBitrate;
    public uint MinQuantizer;
    public uint MaxQuantizer;
    public uint UndershootPercent;
    public uint OvershootPercent;
    public uint BufferSize;
    public uint BufferInitialSize;
    public uint BufferOptimalSize;
    public uint TwoPassBias;
    public uint TwoPassMinSection;
    public uint TwoPassMaxSection;
    public uint TwoPassCorpusComplexity;
    public int KeyFrameMode;
    public uint KeyFrameMinDistance;
    public uint KeyFrameMaxDistance;
}

/// <summary>vpx_image, whose binary version is 5 in every known release.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal unsafe struct VpxImage
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

/// <summary>vpx_codec_cx_pkt with a compressed frame in it.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal unsafe struct VpxPacket
{
    public int Kind;
    public byte* Data;
    public nuint Length;
    public long Time;
    public nint Duration;
    public uint Flags;
}

/// <summary>Numbers of vpx_encoder.h and vp8cx.h.</summary>
internal static class Vpx
{
    internal const int Ok = 0;

    /// <summary>VPX_IMG_FMT_I420: planar, chroma halved in both directions.</summary>
    internal const int FormatI420 = 0x102;

    /// <summary>VPX_CS_BT_709, VPX_CR_STUDIO_RANGE: what every decoder takes.</summary>
    internal const int ColourSpaceBt709 = 2, StudioRange = 0;

    /// <summary>VPX_CBR.</summary>
    internal const int ConstantBitrate = 1;

    /// <summary>VPX_KF_DISABLED: key frames come when they are asked for.</summary>
    internal const int KeyFramesOnRequest = 0;

    /// <summary>VPX_EFLAG_FORCE_KF.</summary>
    internal const int ForceKeyFrame = 1;

    /// <summary>VPX_DL_REALTIME.</summary>
    internal const int Realtime = 1;

    /// <summary>VPX_CODEC_CX_FRAME_PKT.</summary>
    internal const int FramePacket = 0;

    /// <summary>VPX_FRAME_IS_KEY.</summary>
    internal const uint IsKeyFrame = 1;

    /// <summary>VP8E_SET_CPUUSED.</summary>
    internal const int SetSpeed = 13;

    /// <summary>VP8E_SET_STATIC_THRESHOLD.</summary>
    internal const int SetStaticThreshold = 17;

    /// <summary>VP8E_SET_MAX_INTRA_BITRATE_PCT.</summary>
    internal const int SetMostOfKeyFrame = 26;

    /// <summary>VP9E_SET_TILE_COLUMNS, as a power of two.</summary>
    internal const int SetTileColumns = 33;

    /// <summary>VP9E_SET_FRAME_PARALLEL_DECODING.</summary>
    internal const int SetFrameParallel = 35;

    /// <summary>VP9E_SET_AQ_MODE; 3 refreshes a part of each frame at a better quality.</summary>
    internal const int SetAdaptiveQuantization = 36;

    /// <summary>VP9E_SET_COLOR_SPACE, in the numbers of the bitstream.</summary>
    internal const int SetColourSpace = 46;

    /// <summary>VP9E_SET_ROW_MT.</summary>
    internal const int SetRowThreads = 55;
}
