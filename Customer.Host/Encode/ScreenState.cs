using RemoteAssist.Customer.Host.Capture;
using RemoteAssist.Customer.Host.Encode.Motion;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>
/// What the viewers have of a screen and what they shall have. The viewers' frame follows every operation that is sent, so that whatever an
/// operation got wrong is still a difference afterwards, and goes as pixels.
/// </summary>
internal sealed class ScreenState
{
    private readonly ulong[] _before;

    /// <summary>Makes the state of a black screen that viewers have not seen.</summary>
    internal ScreenState(int width, int height)
    {
        Shown = new Frame(width, height);
        Wanted = new Frame(width, height);
        Changes = new BlockMap(width, height);
        Approximate = new BlockMap(width, height);
        Blurred = new BlockMap(width, height);
        _before = new ulong[Changes.Tiles];
    }

    /// <summary>What the viewers have; where <see cref="Approximate"/> says so, what they have an approximation of.</summary>
    internal Frame Shown { get; }

    /// <summary>What was captured last.</summary>
    internal Frame Wanted { get; }

    /// <summary>The blocks in which the two differ.</summary>
    internal BlockMap Changes { get; }

    /// <summary>The blocks that viewers have with losses.</summary>
    internal BlockMap Approximate { get; }

    /// <summary>Those of them that are to be sharpened.</summary>
    internal BlockMap Blurred { get; }

    /// <summary>These blocks of a tile were sent.</summary>
    internal void Sent(int tile, ulong blocks, bool exactly)
    {
        PixelRect box = Changes.Box(tile, blocks);
        for (int row = box.Y / BlockMap.Side; row * BlockMap.Side < box.Bottom; row++)
        {
            for (int column = box.X / BlockMap.Side; column * BlockMap.Side < box.Right; column++)
            {
                if ((blocks >> ((row & 7) << 3 | (column & 7)) & 1) != 0) Take(new PixelRect(column * BlockMap.Side, row * BlockMap.Side, BlockMap.Side, BlockMap.Side));
            }
        }

        Changes[tile] &= ~blocks;
        Blurred[tile] &= ~blocks;
        if (exactly) Approximate[tile] &= ~blocks;
        else Approximate[tile] |= blocks;
    }

    /// <summary>Whatever viewers have with losses is to be sharpened.</summary>
    internal void SharpenAll()
    {
        for (int tile = 0; tile < Approximate.Tiles; tile++) Blurred[tile] = Approximate[tile];
    }

    /// <summary>A copy was sent.</summary>
    internal void Sent(in Copy copy)
    {
        copy.Apply(Shown);
        Move(Approximate, copy);
        Move(Blurred, copy);
        PixelRect area = copy.Destination;
        for (int row = area.Y / BlockMap.Side; row * BlockMap.Side < area.Bottom; row++)
        {
            for (int column = area.X / BlockMap.Side; column * BlockMap.Side < area.Right; column++)
            {
                var block = new PixelRect(column * BlockMap.Side, row * BlockMap.Side, BlockMap.Side, BlockMap.Side);
                Changes.Put(column, row, !CopyEdges.IsSame(Shown, Wanted, block, default, default));
            }
        }
    }

    private void Take(PixelRect block)
    {
        PixelRect area = block.Intersect(Shown.Bounds);
        for (int y = area.Y; y < area.Bottom; y++) Wanted.Row(area.X, y, area.Width).CopyTo(Shown.Row(area.X, y, area.Width));
    }

    // A block is exact only where all blocks that it got pixels from were.
    private void Move(BlockMap map, in Copy copy)
    {
        if (map.IsEmpty) return;
        for (int tile = 0; tile < _before.Length; tile++) _before[tile] = map[tile];
        PixelRect to = copy.Destination;
        for (int row = to.Y / BlockMap.Side; row * BlockMap.Side < to.Bottom; row++)
        {
            for (int column = to.X / BlockMap.Side; column * BlockMap.Side < to.Right; column++)
            {
                var block = new PixelRect(column * BlockMap.Side, row * BlockMap.Side, BlockMap.Side, BlockMap.Side);
                PixelRect part = block.Intersect(to), from = part.Offset(-copy.Offset.X, -copy.Offset.Y);
                bool set = part != block.Intersect(Shown.Bounds) && Was(column, row);
                for (int y = from.Y / BlockMap.Side; y * BlockMap.Side < from.Bottom && !set; y++)
                {
                    for (int x = from.X / BlockMap.Side; x * BlockMap.Side < from.Right && !set; x++) set = Was(x, y);
                }

                map.Put(column, row, set);
            }
        }
    }

    private bool Was(int column, int row) =>
        (_before[(row >> 3) * Changes.Columns + (column >> 3)] >> ((row & 7) << 3 | (column & 7)) & 1) != 0;
}
