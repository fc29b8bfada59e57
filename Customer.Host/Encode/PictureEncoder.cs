using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// Turns rectangles of a frame into the operations of a picture: solid, palette, raw, or JPEG for photographs. Neighbouring photographic
/// rectangles of a row of tiles become one image. Allocates nothing from picture to picture.
/// </summary>
internal sealed class PictureEncoder : IDisposable
{
    /// <summary>The quality of photographs in motion; a second of rest brings the exact pixels.</summary>
    internal const int JpegQuality = 80;

    private readonly UpdateParts _parts;
    private readonly TileColours _colours = new();
    private readonly JpegEncoder _jpeg = new(JpegQuality);
    private readonly byte[] _image;
    private Frame _frame = new(1, 1);
    private PixelRect _photograph, _solid;
    private uint _solidColour;

    internal PictureEncoder(IPartSink sink)
    {
        _parts = new UpdateParts(sink);
        _image = new byte[_jpeg.MostBytes(Caps.ImageSide, Tile.Side)];
    }

    /// <summary>The sequence number of the last update that was sent; 0 before the first.</summary>
    internal uint Seq => _parts.Seq;

    /// <summary>Starts a picture of a frame.</summary>
    internal void Begin(Frame frame, in Picture picture)
    {
        _frame = frame;
        _photograph = _solid = default;
        _parts.Begin(picture);
    }

    /// <summary>Adds what the viewers shall have of one tile.</summary>
    /// <param name="rectangle">Inside one tile of the grid; rectangles of a picture come row by row of tiles.</param>
    /// <param name="exact">Whether JPEG is not allowed.</param>
    /// <returns>Whether the viewers will have only an approximation.</returns>
    internal bool Add(PixelRect rectangle, bool exact)
    {
        _colours.Read(_frame, rectangle);
        int count = _colours.Count;
        if (count == 1)
        {
            AddSolid(rectangle, _colours.Colours[0]);
            return false;
        }

        if (!exact && PhotographicContent.Is(_frame, rectangle, count))
        {
            AddPhotograph(rectangle);
            return true;
        }

        AddExact(rectangle);
        return false;
    }

    /// <summary>Sends the rest of the picture.</summary>
    /// <returns>False when there was nothing in it.</returns>
    internal bool End()
    {
        FlushSolid();
        FlushPhotograph();
        return _parts.End();
    }

    public void Dispose() => _parts.Dispose();

    private void AddExact(PixelRect rectangle)
    {
        int tile = rectangle.Y / Tile.Side * _frame.TileColumns + rectangle.X / Tile.Side;
        PixelRect bounds = _frame.TileBounds(tile);
        ulong mask = BlockMask.Touched(rectangle.X - bounds.X, rectangle.Y - bounds.Y, rectangle.Width, rectangle.Height);
        bool whole = mask == BlockMask.All(bounds.Width, bounds.Height);
        PixelRect blocks = whole ? bounds : WholeBlocks(rectangle, bounds);
        if (blocks != rectangle) _colours.Read(_frame, blocks);
        int count = _colours.Count;
        Operation raw = whole ? Operation.Raw(tile, _frame.Width, _frame.Height) : Operation.MaskedRaw(tile, _frame.Width, _frame.Height, mask);
        if (count <= TileColours.Most)
        {
            Operation palette = whole
                ? Operation.Palette(tile, _frame.Width, _frame.Height, count)
                : Operation.MaskedPalette(tile, _frame.Width, _frame.Height, count, mask);
            if (palette.DataLength < raw.DataLength)
            {
                if (whole) PaletteData.WritePalette(_colours, blocks.Width, blocks.Height, _parts.NextRaw());
                else PaletteData.WriteMaskedPalette(_colours, blocks.Width, blocks.Height, _parts.NextRaw());
                _parts.Add(palette);
                return;
            }
        }

        if (whole) PaletteData.WriteRaw(_frame, blocks, _parts.NextRaw());
        else PaletteData.WriteMaskedRaw(_frame, blocks, _parts.NextRaw());
        _parts.Add(raw);
    }

    /// <summary>The rectangle of the tile's blocks that a part of it touches.</summary>
    private static PixelRect WholeBlocks(PixelRect part, PixelRect tile)
    {
        int Down(int pixel) => pixel / BlockMask.BlockSide * BlockMask.BlockSide;
        int Up(int pixel) => Down(pixel + BlockMask.BlockSide - 1);
        return PixelRect.FromEdges(Down(part.X), Down(part.Y), Up(part.Right), Up(part.Bottom)).Intersect(tile);
    }

    // A solid rectangle that continues the last one to the right makes it longer: empty screens are common.
    private void AddSolid(PixelRect rectangle, uint colour)
    {
        if (colour == _solidColour && Continues(_solid, rectangle))
        {
            _solid = _solid.Union(rectangle);
            return;
        }

        FlushSolid();
        (_solid, _solidColour) = (rectangle, colour);
    }

    private void AddPhotograph(PixelRect rectangle)
    {
        if (Continues(_photograph, rectangle) && _photograph.Width + rectangle.Width <= Caps.ImageSide)
        {
            _photograph = _photograph.Union(rectangle);
            return;
        }

        FlushPhotograph();
        _photograph = rectangle;
    }

    private void FlushSolid()
    {
        if (!_solid.IsEmpty)
            _parts.Add(Operation.Solid(_solid.X, _solid.Y, _solid.Width, _solid.Height, _solidColour));
        _solid = default;
    }

    private void FlushPhotograph()
    {
        if (!_photograph.IsEmpty) WriteImage(_photograph);
        _photograph = default;
    }

    private void WriteImage(PixelRect rectangle)
    {
        int length = _jpeg.Write(_frame, rectangle, _image);
        if (length <= UpdateParts.MostImage)
        {
            _parts.AddImage(Operation.Image(ImageFormat.Jpeg, rectangle.X, rectangle.Y, rectangle.Width, rectangle.Height, length), _image.AsSpan(0, length));
            return;
        }

        int half = rectangle.Width / 2;
        WriteImage(rectangle with { Width = half });
        WriteImage(rectangle with { X = rectangle.X + half, Width = rectangle.Width - half });
    }

    private static bool Continues(PixelRect run, PixelRect next) =>
        !run.IsEmpty && run.Right == next.X && run.Y == next.Y && run.Height == next.Height;
}
