using System.Text.Json.Nodes;
using RemoteAssist.Protocol;

namespace RemoteAssist.ProtocolTests.Fuzz;

/// <summary>What a target begins with: the shared vectors of its kind, good and bad, and what no vector holds.</summary>
internal static class FuzzCorpus
{
    internal static List<byte[]> Of(FuzzTarget target) => target switch
    {
        FuzzTarget.Header => [.. Vectors("messages.json"), .. Vectors("refused.json")],
        FuzzTarget.Update or FuzzTarget.Decoder => [.. Vectors("updates.json"), .. Vectors("refused.json").Where(IsUpdate)],
        FuzzTarget.DecoderSequence => [.. Sequences.All().Select(sequence => FuzzTargets.Join(sequence!["messages"]!.AsArray().Select(Bytes)))],
        FuzzTarget.View => [.. Bodies(MessageKind.View)],
        FuzzTarget.Watch => [Body(WatchMessage.MessageSize, new WatchMessage(1, 3, PictureQuality.Fast, VideoCodecs.Vp9, 2).Write)],
        FuzzTarget.Repair => [.. Bodies(MessageKind.Repair)],
        FuzzTarget.Input => [.. Bodies(MessageKind.Input)],
        FuzzTarget.CursorShape => [.. Bodies(MessageKind.CursorShape)],
        FuzzTarget.Fixed => [.. Bodies(MessageKind.Ping), .. Bodies(MessageKind.Pong), .. Bodies(MessageKind.Ack), .. Bodies(MessageKind.CursorPosition)],
        FuzzTarget.Json => [.. Bodies(MessageKind.Layout), "{\"versions\":[1],\"client\":\"x\",\"codecs\":[\"vp9\"]}"u8.ToArray(), "{\"rights\":[\"see\"]}"u8.ToArray()],
        _ => [],
    };

    private static IEnumerable<byte[]> Vectors(string file) => ProtocolTests.Vectors.Files[file]().Select(vector => Bytes(vector!["message"]));

    private static IEnumerable<byte[]> Bodies(MessageKind kind) =>
        Vectors("messages.json").Concat(Vectors("refused.json")).Where(message => message.Length > MessageHeader.Size && message[0] == (byte)kind).Select(message => message[MessageHeader.Size..]);

    private static bool IsUpdate(byte[] message) => message.Length > 0 && message[0] == (byte)MessageKind.Update;

    private static byte[] Bytes(JsonNode? text) => Convert.FromBase64String(text!.GetValue<string>());

    private delegate int Writer(Span<byte> destination);

    private static byte[] Body(int length, Writer write)
    {
        var message = new byte[length];
        write(message);
        return message[MessageHeader.Size..];
    }
}
