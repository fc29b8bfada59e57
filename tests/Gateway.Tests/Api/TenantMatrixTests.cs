using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using RemoteAssist.Gateway.Tests.Peers;
using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Gateway.Tests.Api;

/// <summary>
/// Every endpoint that takes an id, found in the gateway itself: another tenant's id is answered like one that does not exist, to an admin
/// who may do everything at home.
/// </summary>
public sealed class TenantMatrixTests(SharedGateway shared)
{
    private const string Nobodys = "00000000000000000000000000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_tenants_ids_are_answered_like_ids_that_do_not_exist_at_every_endpoint()
    {
        GatewayUnderTest gateway = shared.Gateway;
        (_, string session, _) = await gateway.StartSession();
        using HttpClient owner = await gateway.SignInAs(AccountRole.Admin);
        using HttpResponseMessage made = await owner.PostAsJsonAsync("/api/v1/tenant/keys", new { name = "matrix", scopes = (string[])["sessions"], days = 1 }, Cancel);
        string key = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancel)).GetProperty("id").GetString()!;
        using HttpClient stranger = await gateway.SignInAs(AccountRole.Admin, GatewayUnderTest.OtherTenant);
        int asked = 0;
        foreach (RouteEndpoint endpoint in gateway.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.RoutePattern.Parameters.Count > 0))
        {
            foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                (HttpStatusCode Status, string Body) foreign = await Ask(stranger, method, endpoint, session, key), missing = await Ask(stranger, method, endpoint, Nobodys, "nobodys");
                Assert.Equal(missing, foreign);
                Assert.Equal((endpoint.RoutePattern.RawText, HttpStatusCode.NotFound), (endpoint.RoutePattern.RawText, foreign.Status));
                asked++;
            }
        }

        Assert.True(asked >= 6, $"Only {asked} endpoints were found.");
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"/api/v1/sessions/{session}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/v1/tenant/keys/{key}", Cancel)).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient browser, string method, RouteEndpoint endpoint, string session, string key)
    {
        string path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" } => session,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "code" } => "10",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "key" } => key,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart other => throw new InvalidOperationException($"The matrix does not know the parameter '{other.Name}'."),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => throw new InvalidOperationException("The matrix does not know this part of a route."),
        }))));
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{path}");
        if (method is "POST" or "PUT" or "PATCH") request.Content = JsonContent.Create(new { admit = true });
        using HttpResponseMessage answer = await browser.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
