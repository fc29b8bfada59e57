using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Identity;
using RemoteAssist.Grains.Interfaces;

namespace RemoteAssist.Gateway.Api;

/// <summary>
/// The host program with server, tenant and PIN behind it, so that the customer types nothing:
/// <c>program │ JSON, UTF-8 │ length of the JSON, i32 little-endian │ RAHOST01</c>.
/// </summary>
internal static class DownloadEndpoints
{
    private const string Platform = "linux-x64";
    private const string Program = "remote-assist";

    internal static void MapDownloads(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/download/{Platform}", Download).WithName("downloadLinux").WithTags("Join")
            .WithSummary("The host program, with server, tenant and PIN behind it.")
            .Produces(200, contentType: "application/octet-stream").ProducesProblem(400).ProducesProblem(404);

    internal static IReadOnlyList<ProgramOffer> Offers(GatewayOptions options) =>
        new FileInfo(Published(options)) is { Exists: true } file ? [new ProgramOffer("linux", "x64", $"/download/{Platform}", file.Length)] : [];

    internal static byte[] Trailer(string server, string tenant, string? pin)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { server, tenant, pin });
        var trailer = new byte[json.Length + sizeof(int) + 8];
        json.CopyTo(trailer, 0);
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(json.Length), json.Length);
        "RAHOST01"u8.CopyTo(trailer.AsSpan(json.Length + sizeof(int)));
        return trailer;
    }

    private static IResult Download(string? tenant, string? pin, HttpContext http, Origins origins, IOptions<GatewayOptions> options)
    {
        tenant ??= options.Value.DefaultTenant;
        if (!SessionKey.IsTenant(tenant)) return Problems.BadRequest($"'tenant' must be 1 to {SessionKey.LongestTenant} of a-z, 0-9 and -.");
        string? digits = null;
        if (!string.IsNullOrEmpty(pin) && (digits = Pins.Normalize(pin)) is null)
            return Problems.BadRequest($"'pin' must be {Pins.Shortest} to {Pins.Longest} digits.");
        if (!File.Exists(Published(options.Value))) return Problems.ProgramNotPublished(Platform);
        return new ProgramFile(Published(options.Value), Trailer(origins.Own(http.Request), tenant, digits), digits is null ? Program : $"{Program}-{digits}");
    }

    private static string Published(GatewayOptions options) => Path.GetFullPath(Path.Join(options.ProgramDirectory, Platform, Program));

    private sealed class ProgramFile(string path, byte[] trailer, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            HttpResponse response = httpContext.Response;
            response.ContentType = "application/octet-stream";
            response.ContentLength = file.Length + trailer.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            response.Headers.CacheControl = "no-store";
            await response.SendFileAsync(path, 0, file.Length, httpContext.RequestAborted);
            await response.Body.WriteAsync(trailer, httpContext.RequestAborted);
        }
    }
}
