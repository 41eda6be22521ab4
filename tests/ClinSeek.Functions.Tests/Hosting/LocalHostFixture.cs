using System.Net.Http.Headers;
using System.Text.Json;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Functions.Tests.Triggers.Notifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Hosting;

/// <summary>The local host on a free loopback port, over a real store and the demo patients; one for all tests of a class.</summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    public HttpClient Http { get; private set; } = new();

    public ICaseService Cases => _app!.Services.GetRequiredService<ICaseService>();

    public string Data => _folder["data"];

    public async ValueTask InitializeAsync()
    {
        NotificationSettings.WriteCatchUpRecord(_folder["catch-up"]);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(NotificationSettings.For(_folder["catch-up"])).Build();
        _app = LocalHost.Build(new ClinSeekOptions { Data = Data, KeyFile = _folder["keys.json"], Port = 0 }, configuration);
        await _app.StartAsync();
        string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Waits for a case's end.</summary>
    internal async Task<JsonElement> EndAsync(string id)
    {
        await foreach (CaseProgress _ in Cases.WatchAsync(Evidence.Cases.CaseId.Parse(id), TestContext.Current.CancellationToken))
        {
        }

        return JsonDocument.Parse(await Http.GetStringAsync("api/cases/" + id, TestContext.Current.CancellationToken)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
