using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Testing;

/// <summary>Servers of this process that nobody outside this machine can reach, and that say nothing.</summary>
internal static class Loopback
{
    /// <summary>An application that is to be started, on a free port unless one is given.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="kestrel">What else the server is to do.</param>
    /// <param name="listen">How it listens.</param>
    public static WebApplication Build(int port = 0, Action<KestrelServerOptions>? kestrel = null, Action<ListenOptions>? listen = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port, listen ?? (static _ => { }));
            kestrel?.Invoke(options);
        });
        return builder.Build();
    }

    /// <summary>Where a started application is reached.</summary>
    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
