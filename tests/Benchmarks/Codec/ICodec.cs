using RemoteAssist.Benchmarks.Clips;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>Something that sends a screen.</summary>
internal interface ICodec : IDisposable
{
    /// <summary>Its name in the results.</summary>
    string Name { get; }

    /// <summary>Takes the footage as it stands now; called for frames that changed something, the first among them.</summary>
    void Frame(Footage footage);

    /// <summary>The footage is over and its last picture stays.</summary>
    CodecResult Finish(Footage footage);
}

/// <summary>What became of a clip.</summary>
/// <param name="Bytes">Of each changed frame.</param>
/// <param name="CpuMs">Of each changed frame.</param>
/// <param name="Psnr">Of each changed frame, inside what changed, as soon as it was there; empty when it is not known.</param>
/// <param name="RestBytes">What was sent after the last changed frame's own time.</param>
/// <param name="Picture">What the viewer has in the end, 0x00RRGGBB.</param>
internal sealed record CodecResult(IReadOnlyList<long> Bytes, IReadOnlyList<double> CpuMs, IReadOnlyList<double> Psnr, long RestBytes, uint[] Picture);
