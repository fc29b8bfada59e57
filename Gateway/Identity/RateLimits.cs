using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway.Api;

namespace RemoteAssist.Gateway.Identity;

/// <summary>Slows who tries many passwords or secrets from one address. PINs are guarded in grains (see <see cref="PinEntrance"/>).</summary>
internal static class RateLimits
{
    internal const string SignIn = "sign-in";
    internal const string Resume = "resume";

    internal static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PerCaller);
        limiter.AddPolicy(SignIn, context => PerMinute(context, options => options.SignInsPerMinute));
        limiter.AddPolicy(Resume, context => PerMinute(context, options => options.ResumesPerMinute));
        limiter.OnRejected = async (rejected, _) =>
        {
            int wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 10;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problems.TooManyAttempts(wait).ExecuteAsync(rejected.HttpContext);
        };
    });

    // Who is known is limited by name, whatever their address; everybody else by what the endpoint says.
    private static RateLimitPartition<string> PerCaller(HttpContext context)
    {
        if (SignedIn.From(context.User) is not { } me) return RateLimitPartition.GetNoLimiter("");
        int limit = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.RequestsPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter($"{me.Tenant}/{me.Email}", _ => Window(limit));
    }

    private static SlidingWindowRateLimiterOptions Window(int permits) => new()
    {
        PermitLimit = permits,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        QueueLimit = 0,
    };

    private static RateLimitPartition<IPAddress> PerMinute(HttpContext context, Func<GatewayOptions, int> permits)
    {
        int limit = permits(context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value);
        return RateLimitPartition.GetSlidingWindowLimiter(Networks.Of(context.Connection.RemoteIpAddress), _ => Window(limit));
    }
}
