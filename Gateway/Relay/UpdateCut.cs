using System.Runtime.InteropServices;
using RemoteAssist.Protocol;

namespace RemoteAssist.Gateway.Relay;

/// <summary>
/// Makes an update of some operations of another. Data of the image section is cut out; the palette section is one zstd frame that is never
/// opened here, so what is left out of it is passed over by Skip operations, and without any use for it the frame is left out whole.
/// For one thread; used again and again.
/// </summary>
internal sealed class UpdateCut
{
    private readonly List<Operation> _operations = [];
    private readonly List<Range> _images = [];
    private int _paletteAt;
    private int _paletteKept;
    private int _imageAt;
    private int _imageLength;

    /// <summary>Whether nothing was kept yet.</summary>
    internal bool IsEmpty => _operations.Count == 0;

    /// <summary>Starts over.</summary>
    internal void Begin()
    {
        _operations.Clear();
        _images.Clear();
        (_paletteAt, _paletteKept, _imageAt, _imageLength) = (0, 0, 0, 0);
    }

    /// <summary>Keeps the source's next operation.</summary>
    internal void Keep(in Operation operation)
    {
        if (operation.IsInPaletteSection)
        {
            Skip();
            _paletteAt += operation.DataLength;
            _paletteKept = _paletteAt;
        }
        else if (operation.IsInImageSection)
        {
            _images.Add(_imageAt..(_imageAt += operation.DataLength));
            _imageLength += operation.DataLength;
        }

        _operations.Add(operation);
    }

    /// <summary>Leaves the source's next operation out.</summary>
    internal void Leave(in Operation operation)
    {
        if (operation.IsInPaletteSection) _paletteAt += operation.DataLength;
        else if (operation.IsInImageSection) _imageAt += operation.DataLength;
    }

    /// <summary>The update, all of whose operations were kept or left.</summary>
    /// <param name="source">What it is cut out of.</param>
    /// <param name="flags">The flags of the new update.</param>
    /// <returns>The whole message; null when it would pass the caps, which only Skips can bring about.</returns>
    internal byte[]? End(in Update source, UpdateFlags flags)
    {
        bool palette = _paletteKept > 0;
        if (palette) Skip();
        ReadOnlySpan<byte> frame = palette ? source.Palette : [];
        ReadOnlySpan<Operation> operations = CollectionsMarshal.AsSpan(_operations);
        UpdateHeader header = UpdateHeader.Of(source.Header.Screen, source.Header.Epoch, source.Header.Seq, source.Header.CapturedAt, operations, frame.Length);
        if (operations.Length > Caps.Operations || Update.MessageLength(header.DirectoryLength, frame.Length, _imageLength) > Caps.Message) return null;
        var images = new byte[_imageLength];
        int at = 0;
        foreach (Range part in _images)
        {
            ReadOnlySpan<byte> data = source.Images[part];
            data.CopyTo(images.AsSpan(at));
            at += data.Length;
        }

        return Update.Compose(flags, header, operations, frame, images);
    }

    private void Skip()
    {
        if (_paletteAt == _paletteKept) return;
        _operations.Add(Operation.Skip(_paletteAt - _paletteKept));
        _paletteKept = _paletteAt;
    }
}
