using System.Numerics;
using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Motion;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Whether JPEG is allowed.</summary>
internal enum Losses
{
    /// <summary>Everything goes exactly.</summary>
    None,

    /// <summary>Photographic blocks may go as JPEG.</summary>
    Allowed,

    /// <summary>A tile may go as JPEG when all of it is photographic.</summary>
    WholeTile,
}

/// <summary>
/// Writes the operations of a picture: copies and the cache first, what is exact tile by tile, then photographs in merged rectangles, and last
/// what stands exactly on top of them. Allocates nothing from picture to picture.
/// </summary>
internal sealed class PictureEncoder : IDisposable
{
    /// <summary>Until a picture's size is known: what JPEG takes of a busy photograph.</summary>
    private const float FirstBytesPerPixel = 0.25f;

    /// <summary>So many colours have indices of half a byte at most: such tiles keep palettes of their own.</summary>
    private const int SmallPalette = 16;

    private readonly UpdateParts _parts;
    private readonly TilePixels _pixels = new();
    private readonly TileColours _colours = new();
    private readonly SharedPalette _shared = new();
    private readonly RectangleRuns _solids = new();
    private readonly RectangleRuns _photographs = new() { MostSide = Caps.ImageSide };
    private readonly Dictionary<int, JpegEncoder> _jpegs = [];
    private readonly byte[] _image = new byte[JpegEncoder.MostBytes(Caps.ImageSide, Caps.ImageSide)];
    private readonly List<(int Tile, ulong Blocks)> _onTop = [];
    private Frame _frame = new(1, 1);
    private float _bytesPerPixel = FirstBytesPerPixel;
    private long _photographPixels;

    internal PictureEncoder(IPartSink sink) => _parts = new UpdateParts(sink);

    /// <summary>The sequence number of the last update that was sent; 0 before the first.</summary>
    internal uint Seq => _parts.Seq;

    /// <summary>JPEG quality of photographs, 1 to 100.</summary>
    internal int Quality { get; set; } = 80;

    /// <summary>About how many bytes the picture has so far.</summary>
    internal int Bytes => _parts.Bytes + (int)(_photographPixels * _bytesPerPixel);

    /// <summary>Starts a picture of a frame.</summary>
    internal void Begin(Frame frame, in Picture picture)
    {
        _frame = frame;
        _shared.Clear();
        _solids.Clear();
        _photographs.Clear();
        _onTop.Clear();
        _photographPixels = 0;
        // A picture must fit in one message, and is not to be written twice to find out.
        _photographs.MostArea = (int)(UpdateParts.MostImage * 0.8f / _bytesPerPixel);
        _parts.Begin(picture);
    }

    /// <summary>Adds a copy.</summary>
    internal void Add(in Copy copy)
    {
        PixelRect to = copy.Destination, from = copy.Source;
        _parts.Add(Operation.Copy(to.X, to.Y, to.Width, to.Height, from.X, from.Y));
    }

    /// <summary>Has the viewers keep a tile as they have it.</summary>
    internal void Store(int tile, int slot, ulong hash) => _parts.Add(Operation.Store(tile, _frame.Width, _frame.Height, slot, Name(hash)));

    /// <summary>Has the viewers draw a tile that they keep.</summary>
    internal void Refer(int tile, int slot, ulong hash) => _parts.Add(Operation.Reference(tile, _frame.Width, _frame.Height, slot, Name(hash)));

    /// <summary>Adds blocks of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="blocks">The blocks that are to be sent; at least one.</param>
    /// <param name="whole">All blocks that the tile has.</param>
    /// <param name="losses">Whether JPEG is allowed.</param>
    /// <param name="spoilt">Blocks that the viewers have with losses already.</param>
    /// <returns>The blocks that the viewers will have with losses; those may be more than were asked for.</returns>
    internal ulong Add(int tile, ulong blocks, ulong whole, Losses losses, ulong spoilt)
    {
        PixelRect bounds = _frame.TileBounds(tile);
        _pixels.Read(_frame, bounds, blocks == whole ? 0 : blocks);
        _colours.Read(_pixels.Pixels);
        if (losses != Losses.None && _colours.Count >= PhotographicContent.LeastColours)
        {
            ulong photographic = PhotographicContent.Of(_frame, bounds, blocks, _colours.Count);
            if (photographic != 0 && AddPhotograph(tile, bounds, blocks, whole, photographic, spoilt, losses) is var lossy and not 0) return lossy;
        }

        AddExact(tile, bounds, blocks, whole);
        return 0;
    }

    /// <summary>Adds an operation of the image section that somebody else has made, such as a piece of a video.</summary>
    internal void AddImage(in Operation operation, ReadOnlySpan<byte> data) => _parts.AddImage(operation, data);

    /// <summary>Sends the rest of the picture.</summary>
    /// <returns>False when there was nothing in it.</returns>
    internal bool End()
    {
        Flush();
        return _parts.End();
    }

    /// <summary>Writes what was waiting to be merged: what is added from now on is drawn over all that was added before.</summary>
    internal void Flush()
    {
        WritePhotographs();
        foreach ((int tile, ulong blocks) in _onTop)
        {
            PixelRect bounds = _frame.TileBounds(tile);
            _pixels.Read(_frame, bounds, blocks);
            _colours.Read(_pixels.Pixels);
            AddExact(tile, bounds, blocks, ulong.MaxValue);
        }

        _onTop.Clear();
        WriteSolids();
    }

    public void Dispose() => _parts.Dispose();

    private static ulong Name(ulong hash) => hash & ((1UL << Operation.HashBits) - 1);

    private void AddExact(int tile, PixelRect bounds, ulong blocks, ulong whole)
    {
        int count = _colours.Count;
        if (count == 1 && Box(bounds, blocks) is { IsEmpty: false } box)
        {
            if (_solids.IsFull) WriteSolids();
            _solids.Add(box, _colours.Colours[0]);
            return;
        }

        bool all = blocks == whole;
        (int width, int height) = (_frame.Width, _frame.Height);
        Operation raw = all ? Operation.Raw(tile, width, height) : Operation.MaskedRaw(tile, width, height, blocks);
        if (count <= TileColours.Most && TryAddPalette(tile, all ? 0 : blocks, raw.DataLength)) return;
        PaletteData.WriteColours(_pixels.Pixels, _parts.NextRaw());
        _parts.Add(raw);
    }

    /// <summary>Adds the pixels that were read with a palette: their own, or where it makes no difference to the bits of an index the picture's.</summary>
    /// <returns>False when it would have more bytes than the plain pixels.</returns>
    private bool TryAddPalette(int tile, ulong blocks, int most)
    {
        _colours.Sort();
        ReadOnlySpan<uint> palette = _colours.Colours;
        if (palette.Length > SmallPalette)
        {
            ReadOnlySpan<byte> places = _shared.Add(palette);
            if (Describe(tile, blocks, _shared.Colours.Length).DataLength < most)
            {
                palette = _shared.Colours;
                _colours.Renumber(places);
            }
        }

        Operation operation = Describe(tile, blocks, palette.Length);
        if (operation.DataLength >= most) return false;
        Span<byte> to = _parts.NextRaw();
        int colours = PaletteData.WriteColours(palette, to);
        _pixels.Pack(_colours.Indices, Operation.BitsPerIndex(palette.Length), to[colours..]);
        _parts.Add(operation);
        return true;
    }

    private Operation Describe(int tile, ulong blocks, int colours) => blocks == 0
        ? Operation.Palette(tile, _frame.Width, _frame.Height, colours)
        : Operation.MaskedPalette(tile, _frame.Width, _frame.Height, colours, blocks);

    /// <summary>The blocks as one rectangle; empty when they are not one.</summary>
    private static PixelRect Box(PixelRect tile, ulong blocks)
    {
        int first = BitOperations.TrailingZeroCount(blocks), last = 63 - BitOperations.LeadingZeroCount(blocks);
        int left = first & 7, right = (last & 7) + 1, top = first >> 3, bottom = (last >> 3) + 1;
        if (right <= left) return default;
        ulong row = (1UL << right) - (1UL << left);
        ulong all = 0;
        for (int y = top; y < bottom; y++) all |= row << (y * 8);
        if (all != blocks) return default;
        return PixelRect.FromEdges(left, top, right, bottom) is var box
            ? new PixelRect(tile.X + box.X * BlockMap.Side, tile.Y + box.Y * BlockMap.Side, box.Width * BlockMap.Side, box.Height * BlockMap.Side).Intersect(tile)
            : default;
    }

    /// <summary>
    /// Adds the photographic blocks with the smallest rectangle that holds them; whatever is drawn in that rectangle goes exactly on top of it, and
    /// so does what was exact before.
    /// </summary>
    /// <returns>The blocks that the viewers will have with losses; 0 when it does not pay, and nothing was added.</returns>
    private ulong AddPhotograph(int tile, PixelRect bounds, ulong blocks, ulong whole, ulong photographic, ulong spoilt, Losses losses)
    {
        ulong covered = Covering(photographic) & whole;
        ulong lossy = covered & (photographic | (spoilt & ~blocks));
        ulong onTop = (covered | blocks) & ~lossy;
        if (losses == Losses.WholeTile && lossy != whole) return 0;
        if (BitOperations.PopCount(onTop & ~blocks) > BitOperations.PopCount(photographic)) return 0;
        PixelRect box = Box(bounds, covered);
        if (_photographs.IsFull) WritePhotographs();
        _photographs.Add(box, 0);
        _photographPixels += box.Area;
        if (onTop != 0) _onTop.Add((tile, onTop));
        return lossy;
    }

    /// <summary>All blocks of the smallest rectangle around some.</summary>
    private static ulong Covering(ulong blocks)
    {
        ulong columns = blocks | blocks >> 32;
        columns |= columns >> 16;
        columns = (columns | columns >> 8) & 0xFF;
        int left = BitOperations.TrailingZeroCount(columns), right = 64 - BitOperations.LeadingZeroCount(columns);
        int top = BitOperations.TrailingZeroCount(blocks) >> 3, bottom = (63 - BitOperations.LeadingZeroCount(blocks) >> 3) + 1;
        ulong row = (1UL << right) - (1UL << left), all = 0;
        for (int y = top; y < bottom; y++) all |= row << (y * 8);
        return all;
    }

    private void WriteSolids()
    {
        foreach ((PixelRect area, uint colour) in _solids.Take()) _parts.Add(Operation.Solid(area.X, area.Y, area.Width, area.Height, colour));
    }

    private void WritePhotographs()
    {
        foreach ((PixelRect area, _) in _photographs.Take()) WriteImage(area);
        _photographPixels = 0;
    }

    private void WriteImage(PixelRect area)
    {
        if (!_jpegs.TryGetValue(Quality, out JpegEncoder? jpeg)) _jpegs.Add(Quality, jpeg = new JpegEncoder(Quality));
        int length = jpeg.Write(_frame, area, _image);
        if (area.Area >= Tile.Side * Tile.Side) _bytesPerPixel += ((float)length / area.Area - _bytesPerPixel) * 0.25f;
        if (length <= UpdateParts.MostImage)
        {
            _parts.AddImage(Operation.Image(ImageFormat.Jpeg, area.X, area.Y, area.Width, area.Height, length), _image.AsSpan(0, length));
            return;
        }

        // Cut along the longer side, between blocks.
        bool across = area.Width >= area.Height;
        int half = ((across ? area.Width : area.Height) / 2 + 15) & ~15;
        WriteImage(across ? area with { Width = half } : area with { Height = half });
        WriteImage(across ? PixelRect.FromEdges(area.X + half, area.Y, area.Right, area.Bottom) : PixelRect.FromEdges(area.X, area.Y + half, area.Right, area.Bottom));
    }
}
