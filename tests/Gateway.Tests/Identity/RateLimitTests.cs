using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RemoteAssist.Gateway.Tests.Peers;

namespace RemoteAssist.Gateway.Tests.Identity;

/// <summary>Who tries many secrets or passwords is slowed.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task After_too_many_attempts_an_address_is_told_how_long_to_wait()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Gateway:ResumesPerMinute=3");
        using var http = new HttpClient { BaseAddress = gateway.Url };
        for (int i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.NotFound, (await Resume()).StatusCode);
        using HttpResponseMessage refused = await Resume();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Equal("too_many_attempts", (await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString());

        Task<HttpResponseMessage> Resume() => http.PostAsJsonAsync("/api/v1/join/resume", new { tenant = "acme", session = "00000000000000000000000000", resumeSecret = "wrong" }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_program_that_asks_too_often_is_told_how_long_to_wait_and_others_are_not()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.Start("--Gateway:RequestsPerMinute=3");
        using HttpClient busy = await gateway.SignIn(), other = await gateway.SignIn(GatewayUnderTest.OtherTenant);
        for (int i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
        using HttpResponseMessage refused = await busy.GetAsync("/api/v1/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
    }
}
