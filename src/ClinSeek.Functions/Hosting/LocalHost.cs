using System.Net;
using ClinSeek.Durable.ManagementApi;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClinSeek.Functions.Hosting;

/// <summary>The local host: engine, cases and HTTP API in one process, on the loopback interface only.</summary>
internal static class LocalHost
{
    /// <summary>Runs until it is stopped. Gives 0; what a person can mend is thrown as <see cref="UserErrorException"/>.</summary>
    public static async Task<int> RunAsync(ClinSeekOptions options, CancellationToken cancellationToken)
    {
        using HostLock hostLock = HostLock.TryTake(options.Data, out HostAddress? owner) ?? throw Composition.Occupied(options.Data, owner);
        await using WebApplication app = Build(options);
        // Made before the address is told: whoever hands a case over reads it with these keys.
        _ = app.Services.GetRequiredService<IKeyProvider>();
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UserErrorException(
                $"Port {options.Port} is in use by another program. Stop it, or take another port with ClinSeek__Port=7072 (0 takes a free one).", inner: busy);
        }

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        hostLock.Announce(address);
        Welcome.Write(address, options);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>The application, composed and not yet started; configured by file and environment when nothing else is given.</summary>
    internal static WebApplication Build(ClinSeekOptions options, IConfiguration? configuration = null)
    {
        configuration ??= OptionsReader.Configuration();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is explained in one line by the command line; this category would print its stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        // A page in a browser can reach loopback under a name of its own; the Host header gives it away.
        builder.Services.Configure<HostFilteringOptions>(static filter => filter.AllowedHosts = ["localhost", "127.0.0.1"]);
        builder.Services.AddHostFiltering(static _ => { });
        builder.Services.AddHttpApi(options, configuration, hasEngine: true);
        builder.Services.AddHostedService<EngineService>();
        builder.Services.AddHostedService<SweepService>();

        WebApplication app = builder.Build();
        app.UseHostFiltering();
        app.UseCrossSiteGuard();
        app.UseProblems();
        app.MapHttpApi();
        app.MapDurableManagementApi(() => app.Services.GetRequiredService<CaseHost>().Client);
        return app;
    }
}
