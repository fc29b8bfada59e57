using System.Buffers.Binary;

namespace RemoteAssist.Protocol;

/// <summary>What an operation of an update does. Values from 5 on are kept for moves, references and video.</summary>
public enum OperationKind : byte
{
    /// <summary>No operation: never sent.</summary>
    None = 0,

    /// <summary>Fills the rectangle with the colour in <see cref="Operation.Argument"/> (0x00RRGGBB). No data.</summary>
    Solid = 1,

    /// <summary>
    /// Pixels of a palette. The rectangle is at most 64 × 64. Data, in the palette section: <see cref="Operation.Colours"/> × (r, g, b), then for every row
    /// the indices, packed most significant bits first at 1, 2, 4 or 8 bits (the least that hold the colours), each row padded to a byte.
    /// </summary>
    Palette = 2,

    /// <summary>Plain pixels: r, g, b of every pixel, row by row, in the palette section. The rectangle is at most 64 × 64.</summary>
    Raw = 3,

    /// <summary>A picture in the image section, in the format that <see cref="Operation.Format"/> names. The rectangle is at most 512 × 512.</summary>
    Image = 4,
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

/// <summary>
/// One entry of an update's directory: all that a gateway needs, so that it never touches a pixel (docs/protocol.md, "Operations").
/// <code>
///  0      1        2     4     6       8        10        12            16
/// ┌──────┬────────┬─────┬─────┬───────┬────────┬─────────┬─────────────┬──────────────────┐
/// │ kind │ format │  x  │  y  │ width │ height │ colours │ data length │ argument         │
/// │  u8  │  u8    │ u16 │ u16 │  u16  │  u16   │  u16    │    u32      │  u64             │
/// └──────┴────────┴─────┴─────┴───────┴────────┴─────────┴─────────────┴──────────────────┘
/// </code>
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Format">The picture's format; <see cref="ImageFormat.None"/> for other kinds.</param>
/// <param name="X">Left edge, in pixels of the screen.</param>
/// <param name="Y">Top edge, in pixels of the screen.</param>
/// <param name="Width">Pixels, at least 1.</param>
/// <param name="Height">Pixels, at least 1.</param>
/// <param name="Colours">1 to 256 for <see cref="OperationKind.Palette"/>, else 0.</param>
/// <param name="DataLength">Bytes of this operation in the palette section (decompressed) or in the image section.</param>
/// <param name="Argument">The colour of a <see cref="OperationKind.Solid"/>, else 0.</param>
public readonly record struct Operation(
    OperationKind Kind,
    ImageFormat Format,
    ushort X,
    ushort Y,
    ushort Width,
    ushort Height,
    ushort Colours,
    int DataLength,
    ulong Argument)
{
    /// <summary>Bytes of an entry.</summary>
    public const int Size = 24;

    /// <summary>Pixels along one side of a tile.</summary>
    public const int TileSide = 64;

    /// <summary>Whether the data stands in the palette section.</summary>
    public bool IsInPaletteSection => Kind is OperationKind.Palette or OperationKind.Raw;

    /// <summary>The bits of an index into a palette of <paramref name="colours"/> colours: 1, 2, 4 or 8.</summary>
    public static int BitsPerIndex(int colours) => colours switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };

    /// <summary>The bytes that a palette operation's data must have.</summary>
    public static int PaletteDataLength(int width, int height, int colours) =>
        colours * 3 + (width * BitsPerIndex(colours) + 7) / 8 * height;

    internal void Write(Span<byte> entry)
    {
        entry[0] = (byte)Kind;
        entry[1] = (byte)Format;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], X);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], Y);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], Width);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], Height);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[10..], Colours);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (uint)DataLength);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], Argument);
    }

    internal static Operation Read(ReadOnlySpan<byte> entry) => new(
        (OperationKind)entry[0],
        (ImageFormat)entry[1],
        BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
        (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]), int.MaxValue),
        BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]));

    internal ProtocolError Check(int screenWidth, int screenHeight)
    {
        if (Width == 0 || Height == 0 || X + Width > screenWidth || Y + Height > screenHeight) return ProtocolError.OutOfScreen;
        bool tile = Width <= TileSide && Height <= TileSide;
        bool right = Kind switch
        {
            OperationKind.Solid => Format == ImageFormat.None && Colours == 0 && DataLength == 0 && Argument <= 0xFFFFFF,
            OperationKind.Palette => tile && Format == ImageFormat.None && Colours is >= 1 and <= 256 && Argument == 0
                && DataLength == PaletteDataLength(Width, Height, Colours),
            OperationKind.Raw => tile && Format == ImageFormat.None && Colours == 0 && Argument == 0 && DataLength == Width * Height * 3,
            OperationKind.Image => Width <= Caps.ImageSide && Height <= Caps.ImageSide && Format is ImageFormat.Jpeg or ImageFormat.WebP
                && Colours == 0 && Argument == 0 && DataLength > 0,
            _ => false,
        };
        return right ? ProtocolError.None : ProtocolError.BadOperation;
    }
}
