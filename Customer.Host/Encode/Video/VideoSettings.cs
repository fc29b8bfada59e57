namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>What an encoder starts with.</summary>
/// <param name="Width">Pixels, 1 to 1920.</param>
/// <param name="Height">Pixels, 1 to 1088.</param>
/// <param name="Kilobits">The most that the stream may take, kilobits a second.</param>
/// <param name="Threads">1 or more.</param>
internal readonly record struct VideoSettings(int Width, int Height, int Kilobits, int Threads);
