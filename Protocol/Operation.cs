namespace RemoteAssist.Protocol;

/// <summary>
/// One entry of an update's directory: all that a gateway needs, so that it never touches a pixel (docs/protocol.md, "Operations").
/// Made by the factories of its kinds; the entries' bytes are drawn at <see cref="OperationEntry"/>.
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Format">The picture's format; <see cref="ImageFormat.None"/> for other kinds.</param>
/// <param name="X">Left edge, in pixels of the screen; for the kinds that name a tile the tile's.</param>
/// <param name="Y">Top edge, in pixels of the screen; for the kinds that name a tile the tile's.</param>
/// <param name="Width">Pixels, at least 1; a tile at the screen's edge is cut there.</param>
/// <param name="Height">Pixels, at least 1.</param>
/// <param name="Colours">1 to 256 for the palette kinds, else 0.</param>
/// <param name="DataLength">Bytes of this operation in the palette section (decompressed) or in the image section.</param>
/// <param name="Argument">By kind: the colour, the place that is copied, the hash, the video piece; else 0. The named properties read it.</param>
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
    /// <summary>Pixels along one side of a tile.</summary>
    public const int TileSide = 64;

    /// <summary>The bits of a hash.</summary>
    public const int HashBits = 48;

    /// <summary>The tile's number, row by row of ⌈screen width ÷ 64⌉ columns, for the kinds that name a tile.</summary>
    public ushort Tile { get; init; }

    /// <summary>The blocks that are drawn, for the masked kinds; see <see cref="BlockMask"/>.</summary>
    public ulong Mask { get; init; }

    /// <summary>The slot of a Store or a Reference, below <see cref="Caps.CacheSlots"/>.</summary>
    public ushort Slot { get; init; }

    /// <summary>Whether the data stands in the palette section.</summary>
    public bool IsInPaletteSection => Kind is OperationKind.Palette or OperationKind.Raw or OperationKind.MaskedPalette or OperationKind.MaskedRaw or OperationKind.Skip;

    /// <summary>Whether the data stands in the image section.</summary>
    public bool IsInImageSection => Kind is OperationKind.Image or OperationKind.Video;

    /// <summary>Whether only some blocks of the tile are drawn.</summary>
    public bool IsMasked => Kind is OperationKind.MaskedPalette or OperationKind.MaskedRaw;

    /// <summary>Whether the entry names a tile of the grid rather than a rectangle.</summary>
    public bool NamesTile => IsInPaletteSection && Kind != OperationKind.Skip || Kind is OperationKind.Store or OperationKind.Reference;

    /// <summary>Whether what it leaves depends on nothing that was drawn or kept before.</summary>
    public bool IsSelfContained => Kind switch
    {
        OperationKind.Solid or OperationKind.Palette or OperationKind.Raw or OperationKind.Image or OperationKind.Skip => true,
        OperationKind.Video => Video.Flags.HasFlag(VideoFlags.Key),
        _ => false,
    };

    /// <summary>The colour of a Solid, 0x00RRGGBB.</summary>
    public uint Colour => (uint)Argument;

    /// <summary>Left edge of what a Copy copies.</summary>
    public ushort SourceX => (ushort)Argument;

    /// <summary>Top edge of what a Copy copies.</summary>
    public ushort SourceY => (ushort)(Argument >> 16);

    /// <summary>The hash of a Store or a Reference, 48 bits. Only the host makes it and only equality counts.</summary>
    public ulong Hash => Argument;

    /// <summary>What a Video carries.</summary>
    public VideoPiece Video => VideoPiece.Unpack(Argument);

    /// <summary>Fills a rectangle with a colour, 0x00RRGGBB.</summary>
    public static Operation Solid(int x, int y, int width, int height, uint colour) => At(OperationKind.Solid, x, y, width, height) with { Argument = colour };

    /// <summary>A whole tile of a screen of this size in 1 to 256 colours.</summary>
    public static Operation Palette(int tile, int screenWidth, int screenHeight, int colours)
    {
        Operation operation = OfTile(OperationKind.Palette, tile, screenWidth, screenHeight);
        return operation with { Colours = (ushort)colours, DataLength = PaletteDataLength(operation.Width, operation.Height, colours) };
    }

    /// <summary>A whole tile of a screen of this size in plain pixels.</summary>
    public static Operation Raw(int tile, int screenWidth, int screenHeight)
    {
        Operation operation = OfTile(OperationKind.Raw, tile, screenWidth, screenHeight);
        return operation with { DataLength = operation.Width * operation.Height * 3 };
    }

    /// <summary>A picture of <paramref name="length"/> bytes, at most 512 × 512 pixels.</summary>
    public static Operation Image(ImageFormat format, int x, int y, int width, int height, int length) =>
        At(OperationKind.Image, x, y, width, height) with { Format = format, DataLength = length };

    /// <summary>Some blocks of a tile in 1 to 256 colours.</summary>
    public static Operation MaskedPalette(int tile, int screenWidth, int screenHeight, int colours, ulong mask)
    {
        Operation operation = OfTile(OperationKind.MaskedPalette, tile, screenWidth, screenHeight);
        int packed = BlockMask.PackedLength(mask, operation.Width, operation.Height, BitsPerIndex(colours));
        return operation with { Colours = (ushort)colours, Mask = mask, DataLength = colours * 3 + packed };
    }

    /// <summary>Some blocks of a tile in plain pixels.</summary>
    public static Operation MaskedRaw(int tile, int screenWidth, int screenHeight, ulong mask)
    {
        Operation operation = OfTile(OperationKind.MaskedRaw, tile, screenWidth, screenHeight);
        return operation with { Mask = mask, DataLength = BlockMask.Pixels(mask, operation.Width, operation.Height) * 3 };
    }

    /// <summary>Copies a rectangle from another place of the screen.</summary>
    public static Operation Copy(int x, int y, int width, int height, int sourceX, int sourceY) =>
        At(OperationKind.Copy, x, y, width, height) with { Argument = (ushort)sourceX | (ulong)(ushort)sourceY << 16 };

    /// <summary>Keeps a tile in a slot.</summary>
    public static Operation Store(int tile, int screenWidth, int screenHeight, int slot, ulong hash) =>
        OfTile(OperationKind.Store, tile, screenWidth, screenHeight) with { Slot = (ushort)slot, Argument = hash };

    /// <summary>Draws a tile from a slot.</summary>
    public static Operation Reference(int tile, int screenWidth, int screenHeight, int slot, ulong hash) =>
        OfTile(OperationKind.Reference, tile, screenWidth, screenHeight) with { Slot = (ushort)slot, Argument = hash };

    /// <summary>A piece of <paramref name="length"/> bytes of a chunk whose decoded picture fills the rectangle.</summary>
    public static Operation VideoOf(in VideoPiece piece, int x, int y, int width, int height, int length) =>
        At(OperationKind.Video, x, y, width, height) with { Argument = piece.Pack(), DataLength = length };

    /// <summary>Passes over <paramref name="length"/> bytes of the palette section, at least 1.</summary>
    public static Operation Skip(int length) => At(OperationKind.Skip, 0, 0, 0, 0) with { DataLength = length };

    /// <summary>The bits of an index into a palette of <paramref name="colours"/> colours: 1, 2, 4 or 8.</summary>
    public static int BitsPerIndex(int colours) => colours switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };

    /// <summary>The bytes that a palette operation's data must have.</summary>
    public static int PaletteDataLength(int width, int height, int colours) =>
        colours * 3 + (width * BitsPerIndex(colours) + 7) / 8 * height;

    /// <summary>How many columns of tiles a screen of this width, or rows one of this height, has.</summary>
    public static int Tiles(int pixels) => (pixels + TileSide - 1) / TileSide;

    internal static Operation OfTile(OperationKind kind, int tile, int screenWidth, int screenHeight)
    {
        (int row, int column) = Math.DivRem(tile, Tiles(screenWidth));
        int x = column * TileSide, y = row * TileSide;
        return At(kind, x, y, Math.Min(TileSide, screenWidth - x), Math.Min(TileSide, screenHeight - y)) with { Tile = (ushort)tile };
    }

    internal static Operation At(OperationKind kind, int x, int y, int width, int height) =>
        new(kind, ImageFormat.None, (ushort)x, (ushort)y, (ushort)width, (ushort)height, 0, 0, 0);
}
