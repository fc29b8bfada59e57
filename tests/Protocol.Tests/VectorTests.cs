using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RemoteAssist.Decoding;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using Xunit;

namespace RemoteAssist.ProtocolTests;

/// <summary>
/// The vectors in tests/vectors are what the TypeScript side reads. Run with WRITE_VECTORS=1 to write them anew after the format changed.
/// </summary>
public sealed class VectorTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Files => [.. Vectors.Files.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_vectors_are_those_that_this_version_writes(string file)
    {
        string path = Path.Join(Root(), "tests", "vectors", file);
        string text = Vectors.Files[file]().ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_VECTORS") == "1") File.WriteAllText(path, text);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Every_refused_vector_is_refused_for_the_reason_it_names()
    {
        foreach (JsonNode? vector in Vectors.Refused())
        {
            byte[] message = Convert.FromBase64String(vector!["message"]!.GetValue<string>());
            ProtocolError error = Read(message, vector["width"]!.GetValue<int>(), vector["height"]!.GetValue<int>());
            Assert.Equal($"{vector["name"]}: {vector["expect"]!["error"]}", $"{vector["name"]}: {error}");
        }
    }

    [Fact]
    public void Every_update_of_the_vectors_is_drawn_as_it_was_meant()
    {
        foreach (JsonNode? vector in Vectors.Updates())
        {
            var screen = new Picture(vector!["width"]!.GetValue<int>(), vector["height"]!.GetValue<int>());
            using var decoder = new UpdateDecoder();
            Assert.Equal(DecodingError.None, decoder.Apply(Convert.FromBase64String(vector["message"]!.GetValue<string>()), screen));
            byte[] rgb = [.. screen.Pixels.SelectMany(pixel => Shape.Bytes((int)pixel))];
            Assert.Equal($"{vector["name"]}: {vector["expect"]!["sha256"]}", $"{vector["name"]}: {Convert.ToHexStringLower(SHA256.HashData(rgb))}");
        }
    }

    [Fact]
    public void Every_sequence_of_the_vectors_ends_in_the_picture_that_was_meant()
    {
        foreach (JsonNode? sequence in Sequences.All())
        {
            var screen = new Picture(sequence!["width"]!.GetValue<int>(), sequence["height"]!.GetValue<int>());
            using var decoder = new UpdateDecoder();
            foreach (JsonNode? message in sequence["messages"]!.AsArray())
                Assert.Equal(DecodingError.None, decoder.Apply(Convert.FromBase64String(message!.GetValue<string>()), screen));
            Assert.NotEmpty(decoder.Unknown);
            byte[] rgb = [.. screen.Pixels.SelectMany(pixel => Shape.Bytes((int)pixel))];
            Assert.Equal($"{sequence["name"]}: {sequence["sha256"]}", $"{sequence["name"]}: {Convert.ToHexStringLower(SHA256.HashData(rgb))}");
        }
    }

    private static ProtocolError Read(byte[] message, int width, int height)
    {
        ProtocolError error = MessageHeader.TryRead(message, out MessageHeader header);
        if (error != ProtocolError.None) return error;
        ReadOnlySpan<byte> body = message.AsSpan(MessageHeader.Size);
        return header.Kind switch
        {
            MessageKind.Update => Update.TryRead(message, width, height, out _),
            MessageKind.View => ViewMessage.TryRead(body, out _),
            MessageKind.CursorShape => CursorShapeMessage.TryRead(body, out _),
            MessageKind.CursorPosition => CursorPositionMessage.TryRead(body, out _),
            MessageKind.Ping => PingMessage.TryRead(body, out _),
            MessageKind.Layout => ControlJson.TryRead(body, out Layout? _),
            _ => ProtocolError.UnexpectedKind,
        };
    }

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Join(at.FullName, "RemoteAssist.sln"))) return at.FullName;
        throw new InvalidOperationException("RemoteAssist.sln stands in no folder above the tests.");
    }
}
