using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RemoteAssist.Customer.Host.Start;

/// <summary>
/// What the gateway appends to the program when a customer downloads it, so that nothing has to be typed.
/// <code>
///  program ┄ │ JSON {server, tenant, pin} │ length of the JSON, i32 │ RAHOST01 │ end of the file
/// </code>
/// </summary>
internal static class Trailer
{
    /// <summary>Bytes of JSON that are read at most.</summary>
    internal const int MostJson = 4096;

    private const int Fixed = 4 + 8;

    private static ReadOnlySpan<byte> Magic => "RAHOST01"u8;

    /// <summary>Reads the end of a program file.</summary>
    /// <returns>Null when there is no trailer, or one that nobody can read.</returns>
    internal static Invitation? Read(Stream program)
    {
        if (program.Length < Fixed) return null;
        Span<byte> end = stackalloc byte[Fixed];
        program.Seek(-Fixed, SeekOrigin.End);
        program.ReadExactly(end);
        if (!end[4..].SequenceEqual(Magic)) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (length is < 2 or > MostJson || length > program.Length - Fixed) return null;
        var json = new byte[length];
        program.Seek(-Fixed - length, SeekOrigin.End);
        program.ReadExactly(json);
        try
        {
            TrailerJson? read = JsonSerializer.Deserialize(json, StartJsonContext.Default.TrailerJson);
            return read is null ? null : Check(read);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the trailer of the running program.</summary>
    internal static Invitation? ReadOwn()
    {
        try
        {
            if (Environment.ProcessPath is not { } path) return null;
            using FileStream program = File.OpenRead(path);
            return Read(program);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A program that cannot read itself can still be told everything on the command line.
            return null;
        }
    }

    private static Invitation? Check(TrailerJson read)
    {
        Invitation? server = read.Server is null ? new Invitation() : Invitation.FromUrl(read.Server);
        if (server is null) return null;
        if (read.Tenant is not null && !Invitation.IsTenant(read.Tenant)) return null;
        if (read.Pin is not null && !Invitation.IsPin(read.Pin)) return null;
        return new Invitation(server.Server, read.Tenant ?? server.Tenant, read.Pin ?? server.Pin);
    }
}

/// <summary>The trailer's JSON.</summary>
internal sealed record TrailerJson(string? Server, string? Tenant, string? Pin);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 4)]
[JsonSerializable(typeof(TrailerJson))]
internal sealed partial class StartJsonContext : JsonSerializerContext;
