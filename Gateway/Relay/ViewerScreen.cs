using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// What one viewer will have of one screen when all that was sent to it, and all that waits, has arrived: which tiles are missing or wrong
/// there, and whether it can decode the next piece of video.
/// </summary>
internal sealed class ViewerScreen
{
    private readonly TileSet _changed;
    private VideoPiece _video;
    private bool _decodable;

    /// <summary>A screen of this size, in pixels, of which nothing was sent.</summary>
    internal ViewerScreen(int width, int height)
    {
        (Width, Height) = (width, height);
        Missing = new TileSet(width, height);
        Missing.AddAll();
        _changed = new TileSet(width, height);
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Tiles that are not as the host has them.</summary>
    internal TileSet Missing { get; }

    /// <summary>Where to look for missing tiles next, so that those in the lower rows get their turn too.</summary>
    internal int Turn { get; set; }

    /// <summary>Whether a part of a picture was sent whose end was not.</summary>
    internal bool PictureOpen { get; set; }

    /// <summary>The key frames that this viewer may have asked for.</summary>
    internal KeyFrameRequests KeyFrames { get; } = new();

    /// <summary>Takes an operation for the viewer, or leaves it out because it would draw what is wrong or of no use.</summary>
    /// <returns>Whether the viewer gets it.</returns>
    internal bool Admit(in Operation operation, ViewerSlots slots, VideoCodecs codecs)
    {
        switch (operation.Kind)
        {
            case OperationKind.MaskedPalette or OperationKind.MaskedRaw:
                return !Missing.Contains(operation.Tile);
            case OperationKind.Store:
                if (Missing.Contains(operation.Tile)) return false;
                slots.Store(operation);
                return true;
            case OperationKind.Reference:
                bool known = slots.Has(operation);
                if (known) Missing.Remove(operation.Tile);
                else Missing.Add(operation.Tile);
                return known;
            case OperationKind.Copy:
                return Copy(operation);
            case OperationKind.Video:
                return AdmitVideo(operation, codecs);
            default:
                Missing.RemoveCovered(operation);
                return true;
        }
    }

    /// <summary>Whether the viewer has any use for an operation that only repeats what was sent before.</summary>
    internal bool Lacks(in Operation operation) =>
        operation.Kind is OperationKind.Video or OperationKind.Store || Missing.AnyIn(operation.X, operation.Y, operation.Width, operation.Height);

    /// <summary>Notes that the viewer did not get an update that was taken for it, or that it never was.</summary>
    internal void Miss(in Update update)
    {
        foreach (Operation operation in update)
        {
            if (operation.Kind == OperationKind.Video) _decodable = false;
            if (operation.Kind is not (OperationKind.Store or OperationKind.Skip)) Missing.AddTouched(operation);
        }
    }

    /// <summary>Notes what an update that the viewer got made of tiles that were wrong already.</summary>
    internal void Spread(in Update update, ViewerSlots slots)
    {
        foreach (Operation operation in update)
        {
            if (operation.Kind == OperationKind.Copy && Missing.AnyIn(operation.SourceX, operation.SourceY, operation.Width, operation.Height)) Missing.AddTouched(operation);
            else if (operation.Kind is OperationKind.Store or OperationKind.Reference && Missing.Contains(operation.Tile)) slots.Forget(operation.Slot);
            else if (operation.Kind == OperationKind.Video && Missing.AnyIn(operation.X, operation.Y, operation.Width, operation.Height)) _decodable = false;
        }
    }

    /// <summary>Notes that the viewer has nothing it can rely on.</summary>
    internal void MissAll()
    {
        Missing.AddAll();
        _decodable = false;
    }

    private bool AdmitVideo(in Operation operation, VideoCodecs codecs)
    {
        VideoPiece piece = operation.Video;
        bool first = piece.Flags.HasFlag(VideoFlags.First), key = piece.Flags.HasFlag(VideoFlags.Key), ended = _video.Flags.HasFlag(VideoFlags.Last);
        bool follows = _decodable && piece.Stream == _video.Stream && (first ? ended && piece.Frame == _video.Frame + 1 : !ended && piece.Frame == _video.Frame);
        _decodable = Decodes(codecs, piece.Codec) && (first && key || follows);
        _video = piece;
        if (!_decodable) Missing.AddTouched(operation);
        else if (piece.Flags.HasFlag(VideoFlags.Last)) Missing.RemoveCovered(operation);
        KeyFrames.Seen(operation, _decodable);
        return _decodable;
    }

    private static bool Decodes(VideoCodecs codecs, VideoCodec codec) => ((int)codecs >> ((int)codec - 1) & 1) != 0;

    // A tile is wrong afterwards when anything that was copied into it was, and right when it was copied whole from what is right.
    private bool Copy(in Operation operation)
    {
        if (Missing.Count == 0) return true;
        const int Side = Operation.TileSide;
        _changed.Clear();
        _changed.AddTouched(operation);
        bool useful = false;
        // Judged before any is changed: source and destination may overlap.
        ushort[] touched = _changed.ToArray();
        _changed.Clear();
        foreach (ushort tile in touched)
        {
            (int left, int top) = Missing.Corner(tile);
            int right = Math.Min(left + Side, Width), bottom = Math.Min(top + Side, Height);
            int x = Math.Max(left, operation.X), y = Math.Max(top, operation.Y);
            int width = Math.Min(right, operation.X + operation.Width) - x, height = Math.Min(bottom, operation.Y + operation.Height) - y;
            bool wrongSource = Missing.AnyIn(x - operation.X + operation.SourceX, y - operation.Y + operation.SourceY, width, height);
            bool whole = width == right - left && height == bottom - top;
            bool wrong = wrongSource || !whole && Missing.Contains(tile);
            if (wrong) _changed.Add(tile);
            useful |= !wrong;
        }

        foreach (ushort tile in touched)
        {
            if (_changed.Contains(tile)) Missing.Add(tile);
            else Missing.Remove(tile);
        }

        return useful;
    }
}
