using ClinSeek.Durable.FunctionsHost;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>What the endpoints of an enveloped request need to know of its way here.</summary>
internal static class InvocationMiddleware
{
    /// <summary>Gives the endpoints the client that came with the request, and answers 411 where its body was lost on the way.</summary>
    public static IApplicationBuilder UseInvocation(this IApplicationBuilder app)
    {
        var clients = app.ApplicationServices.GetRequiredService<InvocationClients>();
        // Core Tools asks for no key, so a page of another site could steer cases there as it could on the local host.
        app.UseWhen(static http => http.Features.Get<DurableClientFeature>() is not null, static enveloped => enveloped.UseCrossSiteGuard());
        return app.Use(async (http, next) =>
        {
            if (http.Features.Get<LostBodyFeature>() is not null)
            {
                http.Response.StatusCode = StatusCodes.Status411LengthRequired;
                return;
            }

            if (http.Features.Get<DurableClientFeature>() is not { } client)
            {
                await next(http);
                return;
            }

            using (clients.Enter(client.Binding))
            {
                await next(http);
            }
        });
    }
}
