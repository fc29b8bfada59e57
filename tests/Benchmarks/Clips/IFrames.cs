namespace RemoteAssist.Benchmarks.Clips;

/// <summary>A recorded screen, frame after frame.</summary>
internal interface IFrames : IDisposable
{
    /// <summary>What it shows, for the results.</summary>
    string Name { get; }

    /// <summary>Pixels.</summary>
    int Width { get; }

    /// <summary>Pixels.</summary>
    int Height { get; }

    /// <summary>Frames a second.</summary>
    int Fps { get; }

    /// <summary>Brings a picture up to the next frame.</summary>
    /// <param name="picture">The frame before, all zero before the first; afterwards the next: 0x00RRGGBB, row by row.</param>
    /// <returns>False at the end.</returns>
    bool Next(Span<uint> picture);
}
