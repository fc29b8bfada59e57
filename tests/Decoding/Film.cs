using RemoteAssist.Protocol;

namespace RemoteAssist.Decoding;

/// <summary>A video stream from its first key frame on: puts pieces together and decodes what is whole.</summary>
internal sealed class Film : IDisposable
{
    private readonly MemoryStream _chunk = new();
    private Vp9Decoder? _decoder;
    private int _stream = -1;
    private uint _next;
    private bool _open;

    /// <summary>Chunks that could not be decoded, because one before them is missing or they are damaged.</summary>
    internal int Broken { get; private set; }

    /// <summary>Chunks that were.</summary>
    internal int Frames { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <returns>The picture when the piece was its last; null as long as there is none.</returns>
    internal Patch? Add(in Operation operation, ReadOnlySpan<byte> data)
    {
        VideoPiece piece = operation.Video;
        if (piece.Flags.HasFlag(VideoFlags.First)) Open(piece);
        if (!_open) return null;
        _chunk.Write(data);
        if (!piece.Flags.HasFlag(VideoFlags.Last)) return null;
        _open = false;
        Picture? picture = piece.Codec == VideoCodec.Vp9 ? _decoder?.Decode(_chunk.GetBuffer().AsSpan(0, (int)_chunk.Length)) : null;
        if (picture is null || picture.Width < operation.Width || picture.Height < operation.Height)
        {
            Broken++;
            _stream = -1;
            return null;
        }

        Frames++;
        return Patch.Of(picture, 0, 0, operation.Width, operation.Height, operation.X, operation.Y);
    }

    public void Dispose()
    {
        _decoder?.Dispose();
        _chunk.Dispose();
    }

    private void Open(in VideoPiece piece)
    {
        bool key = piece.Flags.HasFlag(VideoFlags.Key);
        if (key && piece.Stream != _stream)
        {
            _decoder?.Dispose();
            _decoder = new Vp9Decoder();
            _stream = piece.Stream;
        }

        _open = key || (piece.Stream == _stream && piece.Frame == _next);
        if (!_open) Broken++;
        _next = piece.Frame + 1;
        _chunk.SetLength(0);
    }
}
