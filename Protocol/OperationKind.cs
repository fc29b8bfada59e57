namespace RemoteAssist.Protocol;

/// <summary>What an operation of an update does (docs/protocol.md, "Operations").</summary>
public enum OperationKind : byte
{
    /// <summary>No operation: never sent.</summary>
    None = 0,

    /// <summary>Fills the rectangle with the colour in <see cref="Operation.Argument"/> (0x00RRGGBB). No data.</summary>
    Solid = 1,

    /// <summary>
    /// A whole tile in the colours of a palette. Data, in the palette section: <see cref="Operation.Colours"/> × (r, g, b), then for every row
    /// the indices, packed most significant bits first at 1, 2, 4 or 8 bits (the least that hold the colours), each row padded to a byte.
    /// </summary>
    Palette = 2,

    /// <summary>A whole tile in plain pixels: r, g, b of every pixel, row by row, in the palette section.</summary>
    Raw = 3,

    /// <summary>A picture in the image section, in the format that <see cref="Operation.Format"/> names. The rectangle is at most 512 × 512.</summary>
    Image = 4,

    /// <summary>
    /// Some 8 × 8 blocks of a tile (<see cref="Operation.Mask"/>) in the colours of one palette. Data, in the palette section: the colours as in
    /// <see cref="Palette"/>, then for every block in the order of its bit its rows, packed as in <see cref="Palette"/>.
    /// </summary>
    MaskedPalette = 5,

    /// <summary>Some 8 × 8 blocks of a tile in plain pixels: for every block in the order of its bit its rows of r, g, b, in the palette section.</summary>
    MaskedRaw = 6,

    /// <summary>
    /// Copies a rectangle of the same size from <see cref="Operation.SourceX"/>, <see cref="Operation.SourceY"/>, as the operations before this one
    /// left it. Source and destination may overlap. No data.
    /// </summary>
    Copy = 7,

    /// <summary>Keeps the tile's pixels, as they now are, in <see cref="Operation.Slot"/> under <see cref="Operation.Hash"/>. Draws nothing. No data.</summary>
    Store = 8,

    /// <summary>Draws the pixels that <see cref="Operation.Slot"/> keeps, when they are kept under <see cref="Operation.Hash"/>. No data.</summary>
    Reference = 9,

    /// <summary>A piece of a chunk of a video codec, in the image section; see <see cref="VideoPiece"/>.</summary>
    Video = 10,

    /// <summary>Passes over data in the palette section that belongs to operations which were left out. Draws nothing. Only gateways write it.</summary>
    Skip = 11,
}

/// <summary>The format of an <see cref="OperationKind.Image"/>.</summary>
public enum ImageFormat : byte
{
    /// <summary>Not a picture.</summary>
    None = 0,

    /// <summary>Baseline JPEG (ISO/IEC 10918-1), JFIF, YCbCr.</summary>
    Jpeg = 1,

    /// <summary>WebP (RFC 9649).</summary>
    WebP = 2,
}
