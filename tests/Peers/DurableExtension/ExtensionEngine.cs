using ClinSeek.Peers.FunctionsHost.Hub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Peers.DurableExtension;

/// <summary>
/// The real durable extension inside a WebJobs host: it reads the app's host.json, keeps its state in Azure Storage, encodes
/// every turn and serves its own management API. Only the way from a function to the handler is the test host's.
/// </summary>
internal sealed class ExtensionEngine : IDurableEngine
{
    private readonly IHost _host;
    private readonly IAsyncConverter<HttpRequestMessage, HttpResponseMessage> _management;

    public ExtensionEngine(DurableEngineContext context, string storage)
    {
        HandlerCalls.Use(context);
        _host = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration
                .AddInMemoryCollection(Settings(context, storage))
                .AddInMemoryCollection(HostJson(Path.Combine(context.App.Root, "host.json"))))
            .ConfigureLogging(logging => logging.AddProvider(new LogForwarder(context.Log)).SetMinimumLevel(LogLevel.Warning))
            .ConfigureServices(services => services
                .AddSingleton<ITypeLocator>(new FunctionTypes(context.App))
#pragma warning disable CS0618 // The extension asks for it still.
                .AddSingleton<IWebHookProvider>(new WebHooks(context)))
#pragma warning restore CS0618
            .ConfigureWebJobs(static jobs => jobs.AddDurableTask())
            .Build();
        _management = _host.Services.GetServices<IExtensionConfigProvider>().OfType<DurableTaskExtension>().Single();
    }

    public void Map(RouteGroupBuilder group) => group.Map("/{**path}", ForwardAsync);

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static Dictionary<string, string?> Settings(DurableEngineContext context, string storage)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            // Waiting longer than this for an empty queue would only make the tests slow.
            ["AzureWebJobs:Extensions:DurableTask:StorageProvider:maxQueuePollingInterval"] = "00:00:00.5",
        };
        foreach ((string name, string value) in context.App.Values.ForHandler())
        {
            settings.TryAdd(name, value);
        }

        return settings;
    }

    /// <summary>The durableTask section of host.json where the WebJobs SDK looks for it.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> HostJson(string file) => new ConfigurationBuilder().AddJsonFile(file).Build()
        .GetSection("extensions:durableTask").AsEnumerable(makePathsRelative: true)
        .Where(static pair => pair.Value is not null)
        .Select(static pair => KeyValuePair.Create("AzureWebJobs:Extensions:DurableTask:" + pair.Key, pair.Value));

    private async Task ForwardAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.GetEncodedUrl()) { Content = new StreamContent(http.Request.Body) };
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        using HttpResponseMessage response = await _management.ConvertAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        http.Response.Headers.Remove("transfer-encoding");
        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
