using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>What a tile shows, as far as anybody looked.</summary>
internal enum TileContent : byte
{
    /// <summary>Nobody looked this time: what was found before still counts.</summary>
    Unknown = 0,

    /// <summary>Text, controls, drawings: never to be blurred.</summary>
    Drawn = 1,

    /// <summary>A photograph or a film.</summary>
    Photographic = 2,
}

/// <summary>What changed of one tile from one capture to the next.</summary>
/// <param name="Tile">The tile's number, row by row.</param>
/// <param name="Changed">The smallest rectangle known to hold all changes; inside of the tile, not empty.</param>
/// <param name="Content">What the tile shows now.</param>
internal readonly record struct TileChange(int Tile, PixelRect Changed, TileContent Content);
