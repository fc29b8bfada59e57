using System.Text;
using CsCheck;
using RemoteAssist.Protocol;
using RemoteAssist.Protocol.Control;
using Xunit;

namespace RemoteAssist.ProtocolTests;

public sealed class ControlJsonTests
{
    private static readonly Screen Good = new(0, 0, 0, 1920, 1080, 100, true, "eDP-1");

    [Fact]
    public void A_layout_comes_back_as_it_was_sent()
    {
        byte[] message = ControlJson.Write(new Layout(5, 0, [Good]));
        Assert.Equal(ProtocolError.None, MessageHeader.TryRead(message, out MessageHeader header));
        Assert.Equal(MessageKind.Layout, header.Kind);
        Assert.Equal(ProtocolError.None, ControlJson.TryRead(message.AsSpan(MessageHeader.Size), out Layout? layout));
        Assert.Equal(5u, layout!.Epoch);
        Assert.Equal(Good, Assert.Single(layout!.Screens));
    }

    [Fact]
    public void A_screen_over_64_megapixels_is_refused() => AssertLayout(ProtocolError.OverCap, Good with { Width = 16_000, Height = 16_000 });

    [Fact]
    public void A_screen_longer_than_its_cap_is_refused() => AssertLayout(ProtocolError.OverCap, Good with { Width = 16_385, Height = 1 });

    [Fact]
    public void An_empty_or_negative_screen_is_refused()
    {
        AssertLayout(ProtocolError.OutOfScreen, Good with { Width = 0 });
        AssertLayout(ProtocolError.OutOfScreen, Good with { Height = -5 });
    }

    [Fact]
    public void A_layout_without_screens_or_with_gaps_in_its_ids_is_refused()
    {
        AssertLayout(ProtocolError.BadText);
        AssertLayout(ProtocolError.BadText, Good with { Id = 1 });
    }

    [Fact]
    public void More_screens_than_the_cap_are_refused() =>
        AssertLayout(ProtocolError.OverCap, [.. Enumerable.Range(0, Caps.Screens + 1).Select(id => Good with { Id = (ushort)id })]);

    [Fact]
    public void A_name_is_cut_to_its_cap_and_cannot_break_a_line_of_a_log()
    {
        string hostile = "a\r\n\u0000" + new string('b', 500);
        Assert.Equal(ProtocolError.None, Read(new SystemInfo("linux", hostile, hostile, hostile, hostile), out SystemInfo? info));
        Assert.Equal(Caps.Name, info!.UserName.Length);
        Assert.DoesNotContain(info.UserName, char.IsControl);
    }

    [Fact]
    public void Consent_to_an_unknown_right_is_refused() => Assert.Equal(ProtocolError.BadText, Read(new Consent(["see", "everything"]), out Consent? _));

    [Fact]
    public void A_hello_without_a_version_that_we_speak_is_refused() => Assert.Equal(ProtocolError.UnknownVersion, Read(new Hello([99], "x", []), out Hello? _));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"versions\":null,\"client\":\"x\",\"codecs\":[]}")]
    [InlineData("{\"versions\":[1],\"client\":5,\"codecs\":[]}")]
    [InlineData("{\"versions\":[1],\"client\":\"x\",\"codecs\":[null]}")]
    [InlineData("{\"versions\":[1],\"client\":\"x\",\"codecs\":[[[[[[[[[[[]]]]]]]]]]]}")]
    public void Json_of_another_shape_is_refused(string json) =>
        Assert.Equal(ProtocolError.BadText, ControlJson.TryRead(Encoding.UTF8.GetBytes(json), out Hello? _));

    [Fact]
    public void Json_over_its_cap_is_refused_unread() =>
        Assert.Equal(ProtocolError.OverCap, ControlJson.TryRead(new byte[Caps.Json + 1], out Hello? _));

    [Fact]
    public void Random_bytes_never_crash_a_reader() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        ControlJson.TryRead(bytes, out Layout? _);
        ControlJson.TryRead(bytes, out Hello? _);
        ControlJson.TryRead(bytes, out Consent? _);
        ControlJson.TryRead(bytes, out SystemInfo? _);
    });

    [Fact]
    public void A_record_over_the_cap_is_not_written() =>
        Assert.Throws<ArgumentException>(() => ControlJson.Write(new Refused("x", "y", new string('z', Caps.Json))));

    private static void AssertLayout(ProtocolError expected, params Screen[] screens) =>
        Assert.Equal(expected, Read(new Layout(1, 0, screens), out Layout? _));

    private static ProtocolError Read<T>(T record, out T? read)
        where T : class => ControlJson.TryRead(ControlJson.Write(record).AsSpan(MessageHeader.Size), out read);
}
