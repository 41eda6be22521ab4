using ClinSeek.Durable.Client;
using ClinSeek.Durable.ManagementApi;
using Microsoft.AspNetCore.Builder;

namespace ClinSeek.Durable.Tests.Testing;

/// <summary>The management API on a free loopback port, over a real Kestrel.</summary>
internal sealed class ManagementHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ManagementHost(WebApplication app)
    {
        this.app = app;
        Address = Loopback.AddressOf(app);
        Http = new HttpClient { BaseAddress = new Uri(Address, DurableManagementEndpoints.BasePath + "/") };
    }

    public Uri Address { get; }

    /// <summary>A plain HTTP client; addresses are relative to the API's base.</summary>
    public HttpClient Http { get; }

    public static async Task<ManagementHost> StartAsync(Func<DurableTaskClient?> client, ManagementApiOptions? options = null)
    {
        var app = Loopback.Build();
        app.MapDurableManagementApi(client, options);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ManagementHost(app);
    }

    public HttpDurableTaskClient Connect(HttpDurableTaskClientOptions? options = null) =>
        new(Http, new DurableClientBinding(Http.BaseAddress!, "code=secret"), options ?? new HttpDurableTaskClientOptions { PollingInterval = TimeSpan.FromMilliseconds(20) });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
