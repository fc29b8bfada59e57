namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>Planes of a picture in I420 that somebody else owns.</summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="image">The planes and their strides.</param>
internal readonly unsafe ref struct VideoPlanes(int width, int height, in VpxImage image)
{
    private readonly byte* _y = image.Y, _u = image.U, _v = image.V;
    private readonly int _strideY = image.StrideY, _strideU = image.StrideU, _strideV = image.StrideV;

    /// <summary>A row of Y.</summary>
    internal Span<byte> Y(int row) => new(_y + (long)row * _strideY, row < height ? width : 0);

    /// <summary>A row of Cb.</summary>
    internal Span<byte> U(int row) => new(_u + (long)row * _strideU, row < (height + 1) / 2 ? (width + 1) / 2 : 0);

    /// <summary>A row of Cr.</summary>
    internal Span<byte> V(int row) => new(_v + (long)row * _strideV, row < (height + 1) / 2 ? (width + 1) / 2 : 0);
}
