using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// The server of a custom handler: it listens before the application is composed, answers the host's probes by itself,
/// and lets invocations wait until the application behind it runs. Registered as the application's <see cref="IServer"/>.
/// </summary>
public sealed class HandlerServer : IServer
{
    private readonly KestrelServer kestrel;
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Func<IFeatureCollection, Task>> application = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HandlerServer(KestrelServer kestrel) => this.kestrel = kestrel;

    public IFeatureCollection Features => kestrel.Features;

    /// <summary>Listens on the loopback interface. Probes are answered from <see cref="Open"/> on.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HandlerServer> ListenAsync(int port, CancellationToken cancellationToken = default)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // The host bounds what it sends and how long it waits. Anything cut here would fail an instance for good.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        options.Listen(IPAddress.Loopback, port);
        var kestrel = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        var server = new HandlerServer(kestrel);
        await kestrel.StartAsync(new Gate(server), cancellationToken);
        return server;
    }

    /// <summary>From now on the host may know that this process is ready for it.</summary>
    public void Open() => open.TrySetResult();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        this.application.TrySetResult(features => RunAsync(application, features));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    public void Dispose() => kestrel.Dispose();

    private static async Task RunAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception fault)
        {
            application.DisposeContext(context, fault);
            throw;
        }
        application.DisposeContext(context, null);
    }

    private static bool IsProbe(IFeatureCollection features) =>
        features.Get<IHttpRequestFeature>() is { Path: "/" } request
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Headers.ContainsKey(FunctionCall.InvocationIdHeader);

    private sealed class Gate(HandlerServer server) : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public async Task ProcessRequestAsync(IFeatureCollection context)
        {
            if (IsProbe(context))
            {
                // The response is 200 without a body as it stands.
                await server.open.Task;
                return;
            }

            var run = await server.application.Task;
            // A collection of the application's own: what it sets must not stay with the connection.
            await run(new FeatureCollection(context));
        }

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }
    }
}
