using System.Buffers.Binary;
using System.Text;
using CsCheck;
using RemoteAssist.Customer.Host.Start;

namespace RemoteAssist.Customer.Host.Tests.Start;

public sealed class TrailerTests
{
    private const string Json = """{"server":"https://help.example:8443","tenant":"acme","pin":"482913"}""";

    [Fact]
    public void A_download_carries_server_tenant_and_pin()
    {
        Invitation? read = Trailer.Read(Program(Json));
        Assert.Equal(new Invitation(new Uri("https://help.example:8443"), "acme", "482913"), read);
    }

    [Theory]
    [InlineData("""{"server":"file:///etc/passwd","tenant":"acme","pin":"482913"}""")]
    [InlineData("""{"server":"https://help.example","tenant":"../..","pin":"482913"}""")]
    [InlineData("""{"server":"https://help.example","tenant":"acme","pin":"1; rm"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_trailer_that_makes_no_sense_counts_as_none(string json) => Assert.Null(Trailer.Read(Program(json)));

    [Fact]
    public void Any_end_of_a_file_is_read_without_harm() => Gen.Byte.Array[0, 60].Sample(end =>
    {
        var file = new MemoryStream([.. end, .. "RAHOST01"u8]);
        Trailer.Read(file);
        Assert.Null(Trailer.Read(new MemoryStream(end)));
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(Trailer.MostJson + 1)]
    public void A_length_that_lies_is_refused(int length)
    {
        MemoryStream program = Program(Json);
        program.Seek(-12, SeekOrigin.End);
        Span<byte> lie = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(lie, length);
        program.Write(lie);
        Assert.Null(Trailer.Read(program));
    }

    private static MemoryStream Program(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        var program = new MemoryStream();
        program.Write([0x7F, .. "ELF program"u8, .. bytes, .. length, .. "RAHOST01"u8]);
        return program;
    }
}
