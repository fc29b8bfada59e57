using System.Runtime.InteropServices;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>A clip from elsewhere: frames of width × height × 4 bytes, b, g, r and one that does not count, row by row, one after the other.</summary>
/// <param name="name">What it is called in the results.</param>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="fps">Frames a second.</param>
internal sealed class RawFrames(string name, Stream stream, int width, int height, int fps) : IFrames
{
    private const uint Colour = 0x00FFFFFF;

    public string Name => name;

    public int Width => width;

    public int Height => height;

    public int Fps => fps;

    /// <exception cref="InvalidDataException">The last frame is not whole.</exception>
    public bool Next(Span<uint> picture)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(picture);
        int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got == 0) return false;
        if (got < bytes.Length) throw new InvalidDataException($"{name} ends within a frame: {got} of {bytes.Length} bytes. Is its size {width}x{height}?");
        for (int i = 0; i < picture.Length; i++) picture[i] &= Colour;
        return true;
    }

    public void Dispose() => stream.Dispose();
}
