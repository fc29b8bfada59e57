using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RemoteAssist.Protocol.Control;

/// <summary>Writes and reads the JSON messages, and checks what a peer says in them.</summary>
public static class ControlJson
{
    /// <summary>The protocol's version, and the WebSocket subprotocol's.</summary>
    public const int Version = 1;

    /// <summary>The WebSocket subprotocol that both sides agree on; the ticket follows as <see cref="TicketPrefix"/> and the ticket.</summary>
    public const string Subprotocol = "remoteassist.v1";

    /// <summary>What stands in front of the ticket in the list of subprotocols.</summary>
    public const string TicketPrefix = "ticket.";

    private static readonly Dictionary<Type, (MessageKind Kind, JsonTypeInfo Info)> Known = new()
    {
        [typeof(Hello)] = (MessageKind.Hello, ControlJsonContext.Default.Hello),
        [typeof(Welcome)] = (MessageKind.Welcome, ControlJsonContext.Default.Welcome),
        [typeof(Refused)] = (MessageKind.Refused, ControlJsonContext.Default.Refused),
        [typeof(Stop)] = (MessageKind.Stop, ControlJsonContext.Default.Stop),
        [typeof(Layout)] = (MessageKind.Layout, ControlJsonContext.Default.Layout),
        [typeof(SystemInfo)] = (MessageKind.SystemInfo, ControlJsonContext.Default.SystemInfo),
        [typeof(Consent)] = (MessageKind.Consent, ControlJsonContext.Default.Consent),
        [typeof(SessionState)] = (MessageKind.Session, ControlJsonContext.Default.SessionState),
    };

    /// <summary>The whole message for a JSON record of this namespace.</summary>
    /// <exception cref="ArgumentException">The record is over <see cref="Caps.Json"/>.</exception>
    public static byte[] Write<T>(T record)
        where T : class
    {
        (MessageKind kind, JsonTypeInfo info) = Known[typeof(T)];
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(record, (JsonTypeInfo<T>)info);
        if (json.Length > Caps.Json) throw new ArgumentException($"{typeof(T).Name} has {json.Length} bytes; at most {Caps.Json} are allowed.", nameof(record));
        var message = new byte[MessageHeader.Size + json.Length];
        new MessageHeader(kind, 0, json.Length).Write(message);
        json.CopyTo(message, MessageHeader.Size);
        return message;
    }

    /// <summary>Reads the body of a JSON message, without the header, and checks its values.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="record">The record, when the answer is <see cref="ProtocolError.None"/>; texts are cut to their caps.</param>
    /// <returns>What is wrong, or <see cref="ProtocolError.None"/>.</returns>
    public static ProtocolError TryRead<T>(ReadOnlySpan<byte> body, [NotNull] out T? record)
        where T : class
    {
        record = null!;
        if (body.Length > Caps.Json) return ProtocolError.OverCap;
        T? read;
        try
        {
            read = JsonSerializer.Deserialize(body, (JsonTypeInfo<T>)Known[typeof(T)].Info);
        }
        catch (JsonException)
        {
            return ProtocolError.BadText;
        }

        if (read is null) return ProtocolError.BadText;
        (ProtocolError error, object? checkedRecord) = Check(read);
        if (error == ProtocolError.None) record = (T)checkedRecord!;
        return error;
    }

    private static (ProtocolError Error, object? Record) Check(object read) => read switch
    {
        Hello hello => hello.Versions is null || hello.Codecs is null || hello.Client is null || hello.Versions.Length > 16 || hello.Codecs.Length > 16 || hello.Codecs.Contains(null)
            ? (ProtocolError.BadText, null)
            : !hello.Versions.Contains(Version) ? (ProtocolError.UnknownVersion, null)
            : (ProtocolError.None, hello with { Client = Cut(hello.Client) }),
        Layout layout => CheckLayout(layout),
        Consent consent => consent.Rights is null || consent.Rights.Any(right => !RightNames.All.Contains(right))
            ? (ProtocolError.BadText, null)
            : (ProtocolError.None, new Consent([.. consent.Rights.Distinct()])),
        SystemInfo info => info.Os is null || info.OsVersion is null || info.UserName is null || info.MachineName is null || info.Client is null
            ? (ProtocolError.BadText, null)
            : (ProtocolError.None, new SystemInfo(Cut(info.Os), Cut(info.OsVersion), Cut(info.UserName), Cut(info.MachineName), Cut(info.Client))),
        _ => (ProtocolError.None, read),
    };

    private static (ProtocolError Error, object? Record) CheckLayout(Layout layout)
    {
        Screen[]? screens = layout.Screens;
        if (screens is null || screens.Length == 0) return (ProtocolError.BadText, null);
        if (screens.Length > Caps.Screens) return (ProtocolError.OverCap, null);
        for (int i = 0; i < screens.Length; i++)
        {
            Screen screen = screens[i];
            if (screen?.Name is null || screen.Id != i || screen.Scale is < 25 or > 1000) return (ProtocolError.BadText, null);
            if (screen.Width < 1 || screen.Height < 1) return (ProtocolError.OutOfScreen, null);
            if (screen.Width > Caps.ScreenSide || screen.Height > Caps.ScreenSide || (long)screen.Width * screen.Height > Caps.ScreenPixels) return (ProtocolError.OverCap, null);
            if (Math.Abs((long)screen.X) > 1 << 20 || Math.Abs((long)screen.Y) > 1 << 20) return (ProtocolError.OutOfScreen, null);
            screens[i] = screen with { Name = Cut(screen.Name) };
        }

        if (layout.Quality is null || !QualityNames.TryParse(layout.Quality, out _)) return (ProtocolError.BadText, null);
        ushort[] watched = layout.Watched ?? [layout.Active];
        if (watched.Length > Caps.Screens) return (ProtocolError.OverCap, null);
        if (layout.Active >= screens.Length || watched.Any(screen => screen >= screens.Length)) return (ProtocolError.OutOfScreen, null);
        return (ProtocolError.None, layout with { Watched = [.. watched.Distinct()] });
    }

    // Control characters would let a name forge a line of a log; what is too long is cut, so that a long name costs nobody the session.
    private static string Cut(string text)
    {
        string plain = string.Concat(text.Where(character => !char.IsControl(character)));
        return plain.Length <= Caps.Name ? plain : plain[..Caps.Name];
    }
}
