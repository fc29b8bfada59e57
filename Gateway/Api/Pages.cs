using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace RemoteAssist.Gateway.Api;

/// <summary>The two pages and what they load.</summary>
internal static class Pages
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    internal static void UsePageFiles(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        ContentTypeProvider = Types(),
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            // The names of what stands in /assets contain a hash of the content.
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
    });

    internal static void MapPages(this WebApplication app)
    {
        app.MapMethods("/", Reading, () => Results.Redirect("/agent")).ExcludeFromDescription();
        app.MapMethods("/agent/{session:regex(^[0-9A-Za-z]{{1,40}}$)?}", Reading, (IWebHostEnvironment files) => Page(files, "agent.html")).ExcludeFromDescription();
        app.MapMethods("/{tenant:regex(^[a-z0-9-]{{1,40}}$)}/{pin:regex(^[0-9]{{6,12}}$)?}", Reading, (IWebHostEnvironment files) => Page(files, "customer.html"))
            .ExcludeFromDescription();
    }

    private static IResult Page(IWebHostEnvironment files, string name)
    {
        IFileInfo file = files.WebRootFileProvider.GetFileInfo(name);
        return file.Exists ? new PageFile(file) : Problems.PagesNotBuilt();
    }

    private static FileExtensionContentTypeProvider Types()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        return types;
    }

    private sealed class PageFile(IFileInfo file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-cache";
            await httpContext.Response.SendFileAsync(file, httpContext.RequestAborted);
        }
    }
}
