using System.Runtime.InteropServices;
using ZstdSharp;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>Reads a <see cref="ClipFile"/>.</summary>
internal sealed class ClipReader : IFrames
{
    private readonly FileStream _file;
    private readonly Decompressor _decompressor = new();
    private readonly uint[] _difference;
    private byte[] _packed = [];
    private int _left;

    /// <exception cref="InvalidDataException">The file is no clip.</exception>
    public ClipReader(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _file = File.OpenRead(path);
        byte[] header = new byte[ClipFile.HeaderSize];
        if (_file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan(0, 4).SequenceEqual(ClipFile.Magic))
            throw new InvalidDataException($"{path} is no recorded clip.");
        (Width, Height, Fps, _left) = (ClipFile.ReadNumber(header, 1), ClipFile.ReadNumber(header, 2), ClipFile.ReadNumber(header, 3), ClipFile.ReadNumber(header, 4));
        if (Width is < 1 or > 16384 || Height is < 1 or > 16384 || Fps is < 1 or > 1000) throw new InvalidDataException($"{path} says it is {Width}x{Height} at {Fps} frames/s.");
        _difference = new uint[Width * Height];
    }

    public string Name { get; }

    public int Width { get; }

    public int Height { get; }

    public int Fps { get; }

    public bool Next(Span<uint> picture)
    {
        if (_left == 0) return false;
        _left--;
        Span<byte> header = stackalloc byte[ClipFile.FrameHeaderSize];
        _file.ReadExactly(header);
        (int firstRow, int rows, int length) = (ClipFile.ReadNumber(header, 0), ClipFile.ReadNumber(header, 1), ClipFile.ReadNumber(header, 2));
        if (rows == 0) return true;
        if (_packed.Length < length) _packed = new byte[length];
        _file.ReadExactly(_packed.AsSpan(0, length));
        Span<uint> changed = picture.Slice(firstRow * Width, rows * Width), difference = _difference.AsSpan(0, changed.Length);
        int got = _decompressor.Unwrap(_packed.AsSpan(0, length), MemoryMarshal.AsBytes(difference));
        if (got != difference.Length * sizeof(uint)) throw new InvalidDataException($"{_file.Name} is damaged.");
        for (int i = 0; i < changed.Length; i++) changed[i] ^= difference[i];
        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        _decompressor.Dispose();
    }
}
