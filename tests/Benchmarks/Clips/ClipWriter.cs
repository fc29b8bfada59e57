using System.Runtime.InteropServices;
using ZstdSharp;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>Writes a <see cref="ClipFile"/>. It appears under its name only when it is complete.</summary>
internal sealed class ClipWriter : IDisposable
{
    private readonly string _path;
    private readonly int _width, _height, _fps;
    private readonly FileStream _file;
    private readonly Compressor _compressor = new(1);
    private readonly uint[] _before;
    private readonly uint[] _difference;
    private int _frames;

    public ClipWriter(string path, int width, int height, int fps)
    {
        (_path, _width, _height, _fps) = (path, width, height, fps);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path + ".part", FileMode.Create);
        _file.Write(new byte[ClipFile.HeaderSize]);
        _before = new uint[width * height];
        _difference = new uint[width * height];
    }

    /// <summary>Adds a frame that differs from the one before in some rows only.</summary>
    /// <param name="firstRow">The first of them.</param>
    /// <param name="rows">Their pixels, 0x00RRGGBB; none when nothing changed.</param>
    public void Add(int firstRow, ReadOnlySpan<uint> rows)
    {
        Span<byte> header = stackalloc byte[ClipFile.FrameHeaderSize];
        Span<uint> before = _before.AsSpan(firstRow * _width, rows.Length), difference = _difference.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++) difference[i] = rows[i] ^ before[i];
        rows.CopyTo(before);
        ReadOnlySpan<byte> packed = rows.IsEmpty ? [] : _compressor.Wrap(MemoryMarshal.AsBytes(difference));
        ClipFile.WriteNumbers(header, firstRow, rows.Length / _width, packed.Length);
        _file.Write(header);
        _file.Write(packed);
        _frames++;
    }

    /// <summary>Gives the file its name.</summary>
    /// <returns>Its size in bytes.</returns>
    public long Complete()
    {
        Span<byte> header = stackalloc byte[ClipFile.HeaderSize];
        ClipFile.Magic.CopyTo(header);
        ClipFile.WriteNumbers(header[4..], _width, _height, _fps, _frames);
        long size = _file.Length;
        _file.Position = 0;
        _file.Write(header);
        _file.Dispose();
        File.Move(_path + ".part", _path, overwrite: true);
        return size;
    }

    public void Dispose()
    {
        _file.Dispose();
        _compressor.Dispose();
        File.Delete(_path + ".part");
    }
}
