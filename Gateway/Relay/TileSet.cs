using System.Collections;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>Some of a screen's 64 × 64 tiles, numbered row by row as in a Repair.</summary>
internal sealed class TileSet
{
    private readonly BitArray _bits;
    private readonly int _columns;
    private readonly int _width;
    private readonly int _height;

    /// <summary>No tile of a screen of this size, in pixels.</summary>
    internal TileSet(int width, int height)
    {
        _width = width;
        _height = height;
        _columns = Tiles(width);
        Total = _columns * Tiles(height);
        _bits = new BitArray(Total);
    }

    /// <summary>How many tiles the screen has.</summary>
    internal int Total { get; }

    /// <summary>How many are in the set.</summary>
    internal int Count { get; private set; }

    internal bool Contains(int tile) => _bits[tile];

    internal void AddAll()
    {
        _bits.SetAll(true);
        Count = Total;
    }

    internal void Clear()
    {
        _bits.SetAll(false);
        Count = 0;
    }

    internal void Add(int tile)
    {
        if (tile >= Total || _bits[tile]) return;
        _bits[tile] = true;
        Count++;
    }

    internal void Remove(int tile)
    {
        if (tile >= Total || !_bits[tile]) return;
        _bits[tile] = false;
        Count--;
    }

    /// <summary>Adds every tile that the operation touches.</summary>
    internal void AddTouched(in Operation operation)
    {
        for (int row = operation.Y / Operation.TileSide; row <= (operation.Y + operation.Height - 1) / Operation.TileSide; row++)
        {
            for (int column = operation.X / Operation.TileSide; column <= (operation.X + operation.Width - 1) / Operation.TileSide; column++)
                Add(row * _columns + column);
        }
    }

    /// <summary>Removes every tile that the operation paints over whole, with nothing left of what was there before.</summary>
    internal void RemoveCovered(in Operation operation)
    {
        if (!operation.IsSelfContained || operation.Kind == OperationKind.Video) return;
        int right = operation.X + operation.Width, bottom = operation.Y + operation.Height;
        for (int row = Tiles(operation.Y); row * Operation.TileSide < bottom && Math.Min((row + 1) * Operation.TileSide, _height) <= bottom; row++)
        {
            for (int column = Tiles(operation.X); column * Operation.TileSide < right && Math.Min((column + 1) * Operation.TileSide, _width) <= right; column++)
                Remove(row * _columns + column);
        }
    }

    /// <summary>Moves the lowest tiles out of the set.</summary>
    /// <param name="most">How many at most.</param>
    internal ushort[] Take(int most)
    {
        var taken = new ushort[Math.Min(most, Count)];
        for (int tile = 0, i = 0; i < taken.Length; tile++)
        {
            if (!_bits[tile]) continue;
            taken[i++] = (ushort)tile;
            Remove(tile);
        }

        return taken;
    }

    /// <summary>The tiles in the set.</summary>
    internal ushort[] ToArray()
    {
        var tiles = new ushort[Count];
        for (int tile = 0, i = 0; i < tiles.Length; tile++)
        {
            if (_bits[tile]) tiles[i++] = (ushort)tile;
        }

        return tiles;
    }

    private static int Tiles(int pixels) => (pixels + Operation.TileSide - 1) / Operation.TileSide;
}
