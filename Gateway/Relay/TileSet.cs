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

    /// <summary>Removes every tile that the operation paints over whole.</summary>
    internal void RemoveCovered(in Operation operation)
    {
        int right = operation.X + operation.Width, bottom = operation.Y + operation.Height;
        for (int row = Tiles(operation.Y); row * Operation.TileSide < bottom && Math.Min((row + 1) * Operation.TileSide, _height) <= bottom; row++)
        {
            for (int column = Tiles(operation.X); column * Operation.TileSide < right && Math.Min((column + 1) * Operation.TileSide, _width) <= right; column++)
                Remove(row * _columns + column);
        }
    }

    /// <summary>Whether the set has a tile with a pixel in this rectangle.</summary>
    internal bool AnyIn(int x, int y, int width, int height)
    {
        for (int row = y / Operation.TileSide; row <= (y + height - 1) / Operation.TileSide; row++)
        {
            for (int column = x / Operation.TileSide; column <= (x + width - 1) / Operation.TileSide; column++)
            {
                if (_bits[row * _columns + column]) return true;
            }
        }

        return false;
    }

    /// <summary>The number of the tile at a pixel.</summary>
    internal int At(int x, int y) => y / Operation.TileSide * _columns + x / Operation.TileSide;

    /// <summary>A tile's top left corner, in pixels.</summary>
    internal (int X, int Y) Corner(int tile)
    {
        (int row, int column) = Math.DivRem(tile, _columns);
        return (column * Operation.TileSide, row * Operation.TileSide);
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
