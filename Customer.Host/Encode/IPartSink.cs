namespace RemoteAssist.Customer.Host.Encode;

/// <summary>Takes finished parts of pictures, and lends the buffers for them.</summary>
internal interface IPartSink
{
    /// <summary>A buffer of at least <see cref="Protocol.Caps.Message"/> bytes, which <see cref="Post"/> gives back.</summary>
    byte[] Rent();

    /// <summary>Sends the first <paramref name="length"/> bytes of a buffer.</summary>
    void Post(byte[] buffer, int length);
}
