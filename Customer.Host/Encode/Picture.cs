using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode;

/// <summary>What all parts of a picture have in common.</summary>
/// <param name="Screen">The screen's id.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="CapturedAt">Microseconds of the monotonic clock.</param>
/// <param name="Flags"><see cref="UpdateFlags.Repair"/> or none; the end is marked by the encoder.</param>
internal readonly record struct Picture(ushort Screen, uint Epoch, ulong CapturedAt, UpdateFlags Flags);
