using RemoteAssist.Customer.Host.Capture;

namespace RemoteAssist.Benchmarks.Clips;

/// <summary>A clip while it plays: its picture now, and what the last step changed.</summary>
internal sealed class Footage : IDisposable
{
    private const int Side = 64;

    private readonly IFrames _frames;
    private readonly uint[] _before;
    private readonly List<PixelRect> _damage = [];

    public Footage(IFrames frames)
    {
        _frames = frames;
        // Pinned: encoders outside of this process's heap read it as well.
        Pixels = GC.AllocateArray<uint>(frames.Width * frames.Height, pinned: true);
        _before = new uint[Pixels.Length];
    }

    public string Name => _frames.Name;

    public int Width => _frames.Width;

    public int Height => _frames.Height;

    public int Fps => _frames.Fps;

    /// <summary>The picture, 0x00RRGGBB, row by row, at one place for all of this object's life.</summary>
    public uint[] Pixels { get; }

    /// <summary>The number of the frame, from 0; -1 before the first.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>What changed, rectangles that do not overlap; the first frame changes everything.</summary>
    public IReadOnlyList<PixelRect> Damage => _damage;

    /// <summary>The smallest rectangle around all that changed, empty when nothing did.</summary>
    public PixelRect Changed { get; private set; }

    /// <summary>Plays one frame.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (!_frames.Next(Pixels)) return false;
        Index++;
        _damage.Clear();
        if (Index == 0) _damage.Add(new PixelRect(0, 0, Width, Height));
        else Compare();
        Changed = default;
        foreach (PixelRect damaged in _damage)
        {
            Changed = Changed.Union(damaged);
            for (int y = damaged.Y; y < damaged.Bottom; y++)
                Pixels.AsSpan(y * Width + damaged.X, damaged.Width).CopyTo(_before.AsSpan(y * Width + damaged.X));
        }

        return true;
    }

    public void Dispose() => _frames.Dispose();

    // An X server reports what programs drew; of a clip only the differences are known. One rectangle for each run of changed tiles of a row.
    private void Compare()
    {
        for (int top = 0; top < Height; top += Side)
        {
            PixelRect run = default;
            for (int left = 0; left < Width; left += Side)
            {
                PixelRect changed = Compare(left, top, Math.Min(Side, Width - left), Math.Min(Side, Height - top));
                if (!changed.IsEmpty)
                {
                    run = run.Union(changed);
                    continue;
                }

                if (!run.IsEmpty) _damage.Add(run);
                run = default;
            }

            if (!run.IsEmpty) _damage.Add(run);
        }
    }

    private PixelRect Compare(int left, int top, int width, int height)
    {
        PixelRect changed = default;
        for (int y = top; y < top + height; y++)
        {
            ReadOnlySpan<uint> now = Pixels.AsSpan(y * Width + left, width), before = _before.AsSpan(y * Width + left, width);
            int first = now.CommonPrefixLength(before);
            if (first == width) continue;
            int last = width - 1;
            while (now[last] == before[last]) last--;
            changed = changed.Union(PixelRect.FromEdges(left + first, y, left + last + 1, y + 1));
        }

        return changed;
    }
}
