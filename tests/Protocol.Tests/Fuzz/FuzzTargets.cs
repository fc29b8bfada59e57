using RemoteAssist.Decoding;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;

namespace RemoteAssist.ProtocolTests.Fuzz;

/// <summary>What each target does with bytes. None may throw, hang, or allocate by what the bytes say rather than by what they are.</summary>
internal static class FuzzTargets
{
    internal const int Width = 200;
    internal const int Height = 130;

    internal static readonly IReadOnlyDictionary<FuzzTarget, Action<byte[]>> Readers = new Dictionary<FuzzTarget, Action<byte[]>>
    {
        [FuzzTarget.Header] = bytes => MessageHeader.TryRead(bytes, out _),
        [FuzzTarget.Update] = ReadUpdate,
        [FuzzTarget.Decoder] = bytes => Draw([bytes]),
        [FuzzTarget.DecoderSequence] = bytes => Draw(Split(bytes)),
        [FuzzTarget.View] = bytes => ViewMessage.TryRead(bytes, out _),
        [FuzzTarget.Watch] = bytes => WatchMessage.TryRead(bytes, out _),
        [FuzzTarget.Repair] = ReadRepair,
        [FuzzTarget.Input] = ReadInput,
        [FuzzTarget.CursorShape] = bytes => CursorShapeMessage.TryRead(bytes, out _),
        [FuzzTarget.Fixed] = ReadFixed,
        [FuzzTarget.Json] = ReadJson,
    };

    /// <summary>Puts messages one behind the other, as <see cref="FuzzTarget.DecoderSequence"/> takes them: u16 length, message.</summary>
    internal static byte[] Join(IEnumerable<byte[]> messages) => [.. messages.SelectMany(message => (byte[])[(byte)message.Length, (byte)(message.Length >> 8), .. message])];

    private static IEnumerable<byte[]> Split(byte[] bytes)
    {
        for (int at = 0; at + 2 <= bytes.Length;)
        {
            int length = Math.Min(bytes[at] | bytes[at + 1] << 8, bytes.Length - at - 2);
            yield return bytes[(at + 2)..(at + 2 + length)];
            at += 2 + length;
        }
    }

    private static void ReadUpdate(byte[] bytes)
    {
        if (Update.TryRead(bytes, Width, Height, out Update update) != ProtocolError.None) return;
        int operations = 0;
        foreach (Operation operation in update)
        {
            operations++;
            if (operation.Kind != OperationKind.Skip && (operation.X + operation.Width > Width || operation.Y + operation.Height > Height))
                throw new InvalidOperationException($"{operation} reaches outside of the screen.");
        }

        if (operations != update.Header.OperationCount) throw new InvalidOperationException($"{operations} operations of {update.Header.OperationCount} were read.");
    }

    private static void Draw(IEnumerable<byte[]> messages)
    {
        using var decoder = new UpdateDecoder();
        var screen = new Picture(Width, Height);
        foreach (byte[] message in messages) decoder.Apply(message, screen);
    }

    private static void ReadRepair(byte[] bytes)
    {
        if (RepairMessage.TryRead(bytes, out RepairMessage repair) != ProtocolError.None) return;
        for (int i = 0; i < repair.TileCount; i++) _ = repair.Tile(i);
    }

    private static void ReadInput(byte[] bytes)
    {
        if (InputMessage.TryRead(bytes, out InputMessage input) != ProtocolError.None) return;
        foreach (InputEvent one in input) _ = one.Text.Length;
    }

    private static void ReadFixed(byte[] bytes)
    {
        PingMessage.TryRead(bytes, out _);
        PongMessage.TryRead(bytes, out _);
        AckMessage.TryRead(bytes, out _);
        CursorPositionMessage.TryRead(bytes, out _);
    }

    private static void ReadJson(byte[] bytes)
    {
        ControlJson.TryRead(bytes, out Hello? _);
        ControlJson.TryRead(bytes, out Welcome? _);
        ControlJson.TryRead(bytes, out Refused? _);
        ControlJson.TryRead(bytes, out Stop? _);
        ControlJson.TryRead(bytes, out Layout? _);
        ControlJson.TryRead(bytes, out SystemInfo? _);
        ControlJson.TryRead(bytes, out Consent? _);
        ControlJson.TryRead(bytes, out SessionState? _);
    }
}
