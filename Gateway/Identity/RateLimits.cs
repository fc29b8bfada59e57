using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Slows who tries many passwords or PINs from one address.</summary>
internal static class RateLimits
{
    internal const string SignIn = "sign-in";
    internal const string Join = "join";
    internal const string Resume = "resume";

    internal static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(SignIn, context => PerMinute(context, options => options.SignInsPerMinute));
        limiter.AddPolicy(Join, context => PerMinute(context, options => options.JoinsPerMinute));
        limiter.AddPolicy(Resume, context => PerMinute(context, options => options.ResumesPerMinute));
        limiter.OnRejected = async (rejected, _) =>
        {
            int wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 10;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problems.TooManyAttempts(wait).ExecuteAsync(rejected.HttpContext);
        };
    });

    private static RateLimitPartition<IPAddress> PerMinute(HttpContext context, Func<GatewayOptions, int> permits)
    {
        int limit = permits(context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value);
        return RateLimitPartition.GetSlidingWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = limit,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });
    }

    // Who has one IPv6 address has 2^64 of them: the limit is on the /64 network.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
