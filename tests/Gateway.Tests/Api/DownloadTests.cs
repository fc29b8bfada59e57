using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>The program that the customer downloads knows where to go.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _published = Directory.CreateTempSubdirectory("gateway-tests-");
    private readonly byte[] _program = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
    private GatewayUnderTest _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        string directory = Path.Join(_published.FullName, "linux-x64");
        Directory.CreateDirectory(directory);
        await File.WriteAllBytesAsync(Path.Join(directory, "remote-assist"), _program);
        _gateway = await GatewayUnderTest.Start($"--Gateway:ProgramDirectory={_published.FullName}");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _published.Delete(recursive: true);
    }

    [Fact]
    public async Task The_program_carries_server_tenant_and_PIN_and_has_the_PIN_in_its_name()
    {
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage answer = await browser.GetAsync("/download/linux-x64?tenant=acme&pin=482913", TestContext.Current.CancellationToken);
        Assert.Equal("remote-assist-482913", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        byte[] file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(_program, file[.._program.Length]);
        Assert.Equal("RAHOST01"u8.ToArray(), file[^8..]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 12));
        Assert.Equal(_program.Length + length + 12, file.Length);
        JsonElement trailer = JsonSerializer.Deserialize<JsonElement>(file.AsSpan(file.Length - 12 - length, length));
        Assert.Equal((_gateway.Origin, "acme", "482913"), (trailer.GetProperty("server").GetString(), trailer.GetProperty("tenant").GetString(), trailer.GetProperty("pin").GetString()));
    }

    [Theory]
    [InlineData("pin=12345x")]
    [InlineData("pin=1")]
    [InlineData("tenant=../etc&pin=482913")]
    public async Task A_tenant_or_PIN_that_cannot_be_one_is_refused(string query)
    {
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage answer = await browser.GetAsync($"/download/linux-x64?{query}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_join_page_offers_the_program()
    {
        using HttpClient browser = _gateway.Browser();
        JsonElement page = await browser.GetFromJsonAsync<JsonElement>("/api/v1/join/acme", TestContext.Current.CancellationToken);
        JsonElement program = Assert.Single(page.GetProperty("programs").EnumerateArray());
        Assert.Equal(("linux", _program.Length), (program.GetProperty("os").GetString(), program.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_tenant_has_no_join_page()
    {
        using HttpClient browser = _gateway.Browser();
        using HttpResponseMessage answer = await browser.GetAsync("/api/v1/join/nobody", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
