using RemoteAssist.Protocol;

namespace RemoteAssist.Customer.Host.Encode.Video;

/// <summary>What the viewers and the network make of films at the moment.</summary>
/// <param name="Codecs">What every viewer decodes; none: no films.</param>
/// <param name="Quality">What the agents chose.</param>
/// <param name="Uplink">Bytes a second that the way to the gateway carries; 0 when nothing is known of it.</param>
internal readonly record struct VideoDemand(VideoCodecs Codecs, PictureQuality Quality, long Uplink);
