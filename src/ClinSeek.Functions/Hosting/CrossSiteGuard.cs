using ClinSeek.Functions.Triggers;

namespace ClinSeek.Functions.Hosting;

/// <summary>
/// Refuses changes that a page of another site makes a browser send: such a page cannot read an answer, but a plain POST
/// would end, approve or start a case all the same.
/// </summary>
internal static class CrossSiteGuard
{
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        if (IsSafe(http.Request.Method) || IsOwn(http.Request))
        {
            await next(http);
            return;
        }

        await Problems.Of(
            StatusCodes.Status403Forbidden, "cross-site", "The request comes from another site.",
            "Send it from a program or from a page of this host.").ExecuteAsync(http);
    });

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Programs send neither header; browsers send at least one of them with every POST and cannot be made to lie.
    private static bool IsOwn(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin" or "none"
            && (origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
