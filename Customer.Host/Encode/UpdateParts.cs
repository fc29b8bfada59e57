using RemoteAssist.Protocol;
using ZstdSharp;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Splits a picture's operations into updates of at most <see cref="Caps.Message"/> bytes, each with a zstd frame of its own. How well the next
/// operations compress is estimated from the last ones; a part that turns out too large is cut in two.
/// </summary>
internal sealed class UpdateParts : IDisposable
{
    /// <summary>
    /// zstd's levels. Of 1, 5, 6, 9 and 12 on scrolling and dragged text, 6 and 9 had the most to give for their time: 8 percent fewer bytes than 1 for
    /// half a millisecond a picture. A large part, such as a first picture's, is to come soon instead.
    /// </summary>
    internal const int LevelOfSmall = 9, LevelOfMedium = 6, LevelOfLarge = 3;

    private const int Small = 32 * 1024, Medium = 96 * 1024;

    /// <summary>Bytes of a part to aim at: the rest is for estimates that were too good.</summary>
    private const int Aim = 56 * 1024;

    /// <summary>Bytes in the palette section from which a part goes out, so that sending and encoding overlap.</summary>
    private const int RawAim = 160 * 1024;

    private const int Overhead = MessageHeader.Size + UpdateHeader.Size;

    private readonly IPartSink _sink;
    private readonly Compressor _small = new(LevelOfSmall), _medium = new(LevelOfMedium), _large = new(LevelOfLarge);
    private readonly Operation[] _operations = new Operation[Caps.Operations];
    private readonly byte[] _raw = new byte[RawAim + MostRaw];
    private readonly byte[] _images = new byte[Caps.Message];
    private readonly byte[] _compressed = new byte[Caps.Message];
    private Picture _picture;
    private int _count, _directoryLength, _rawLength, _incompressible, _imageLength, _sentBytes;
    private float _ratio = 0.5f;

    internal UpdateParts(IPartSink sink) => _sink = sink;

    /// <summary>The most that one operation adds to the palette section.</summary>
    internal const int MostRaw = Operation.TileSide * Operation.TileSide * 3;

    /// <summary>The most that one operation may add to the image section.</summary>
    internal const int MostImage = 48 * 1024;

    /// <summary>The sequence number of the last part that was sent; 0 before the first.</summary>
    internal uint Seq { get; private set; }

    /// <summary>About how many bytes the picture has so far, those that were sent included.</summary>
    internal int Bytes => _sentBytes + (_count == 0 ? 0 : Estimate(0, 0, 0, 0));

    /// <summary>Starts a picture.</summary>
    internal void Begin(in Picture picture)
    {
        _picture = picture;
        _sentBytes = 0;
        Reset();
    }

    /// <summary>Where the data of the next palette or raw operation is to be written: <see cref="MostRaw"/> bytes.</summary>
    internal Span<byte> NextRaw() => _raw.AsSpan(_rawLength, MostRaw);

    /// <summary>Adds an operation whose data, if it has any in the palette section, stands in <see cref="NextRaw"/>.</summary>
    internal void Add(in Operation operation)
    {
        int incompressible = operation.Kind is OperationKind.Raw or OperationKind.MaskedRaw ? operation.DataLength : 0;
        if (IsFull(operation.Kind, operation.DataLength, incompressible, 0))
        {
            Span<byte> written = _raw.AsSpan(_rawLength, operation.DataLength);
            int from = _rawLength;
            Flush(end: false);
            // The data was written behind that of the part that has just gone out.
            _raw.AsSpan(from, written.Length).CopyTo(_raw);
        }

        _operations[_count++] = operation;
        _directoryLength += Update.EntryLength(operation.Kind);
        _rawLength += operation.DataLength;
        _incompressible += incompressible;
    }

    /// <summary>Adds an image operation with its data.</summary>
    internal void AddImage(in Operation operation, ReadOnlySpan<byte> data)
    {
        if (IsFull(operation.Kind, 0, 0, data.Length)) Flush(end: false);
        _operations[_count++] = operation;
        _directoryLength += Update.EntryLength(operation.Kind);
        data.CopyTo(_images.AsSpan(_imageLength));
        _imageLength += data.Length;
    }

    /// <summary>Sends what is left, as the picture's last part.</summary>
    /// <returns>False when the picture was empty: nothing was sent then.</returns>
    internal bool End()
    {
        if (_count == 0) return false;
        Flush(end: true);
        return true;
    }

    public void Dispose()
    {
        _small.Dispose();
        _medium.Dispose();
        _large.Dispose();
    }

    private bool IsFull(OperationKind kind, int raw, int incompressible, int image)
    {
        if (_count == 0) return false;
        if (_count == Caps.Operations || _rawLength + raw > RawAim) return true;
        return Estimate(Update.EntryLength(kind), raw, incompressible, image) > Aim;
    }

    private int Estimate(int entry, int raw, int incompressible, int image)
    {
        int plain = _incompressible + incompressible;
        return Overhead + _directoryLength + entry + plain + (int)((_rawLength + raw - plain) * _ratio) + _imageLength + image;
    }

    private void Flush(bool end)
    {
        Send(0, _count, 0, _rawLength, 0, _imageLength, end);
        Reset();
    }

    private void Send(int first, int count, int raw, int rawLength, int image, int imageLength, bool end)
    {
        ReadOnlySpan<Operation> operations = _operations.AsSpan(first, count);
        int directory = Update.DirectoryLength(operations);
        int room = Caps.Message - Update.MessageLength(directory, 0, imageLength);
        int compressed = 0;
        bool fits = room >= 0 && (rawLength == 0 || (rawLength <= Small ? _small : rawLength <= Medium ? _medium : _large).TryWrap(_raw.AsSpan(raw, rawLength), _compressed.AsSpan(0, room), out compressed));
        if (!fits)
        {
            _ratio = Math.Min(1f, _ratio * 1.5f);
            int half = count / 2, halfRaw = 0, halfImage = 0;
            foreach (Operation operation in operations[..half])
            {
                if (operation.IsInPaletteSection) halfRaw += operation.DataLength;
                else halfImage += operation.DataLength;
            }

            Send(first, half, raw, halfRaw, image, halfImage, end: false);
            Send(first + half, count - half, raw + halfRaw, rawLength - halfRaw, image + halfImage, imageLength - halfImage, end);
            return;
        }

        if (rawLength > 4096) _ratio += (Math.Min(1f, (float)compressed / rawLength * 1.1f) - _ratio) * 0.3f;
        Seq++;
        UpdateHeader header = UpdateHeader.Of(_picture.Screen, _picture.Epoch, Seq, _picture.CapturedAt, operations, compressed);
        byte[] buffer = _sink.Rent();
        UpdateFlags flags = _picture.Flags | (end ? UpdateFlags.PictureEnd : UpdateFlags.None);
        int length = Update.Write(buffer, flags, header, operations, _compressed.AsSpan(0, compressed), _images.AsSpan(image, imageLength));
        _sentBytes += length;
        _sink.Post(buffer, length);
    }

    private void Reset() => (_count, _directoryLength, _rawLength, _incompressible, _imageLength) = (0, 0, 0, 0, 0);
}
