using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using ClinSeek.Functions.Storage.Http;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>Makes and sends requests to one container; what goes wrong becomes a <see cref="StorageException"/>.</summary>
internal sealed class BlobRequests
{
    /// <summary>The version of the service's interface that is spoken; Azurite 3.37 and Azure both know it.</summary>
    private const string Version = "2023-11-03";

    private const string Scope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;
    private readonly BlobFaults _faults;

    /// <summary>Requests to a container, signed with the account's key where there is one, else with Entra tokens.</summary>
    public BlobRequests(BlobAddress address, string container, TimeProvider time, TokenCredential? credential = null, ServicePipelineOptions? options = null)
    {
        HttpPipelinePolicy authentication = address.Key is { } key
            ? new SharedKeyPolicy(address.Account, key, time)
            : new BearerTokenAuthenticationPolicy(credential ?? new DefaultAzureCredential(), Scope);
        _pipeline = (options ?? new ServicePipelineOptions()).Build(authentication);
        _faults = new BlobFaults(address, container, time);
        Address = $"{address}/{container}";
    }

    /// <summary>The container's address.</summary>
    public string Address { get; }

    /// <summary>A request for a blob of the container, or for the container where the name is empty.</summary>
    public HttpMessage Create(RequestMethod method, string name, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        string path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        message.Request.Uri.Reset(new Uri(path.Length == 0 ? Address : $"{Address}/{path}"));
        foreach (var (parameter, value) in query)
        {
            if (value is not null)
            {
                message.Request.Uri.AppendQuery(parameter, value, escapeValue: true);
            }
        }

        message.Request.Headers.Add("x-ms-version", Version);
        return message;
    }

    /// <summary>Sends a request, again where that may help; any answer is given back.</summary>
    /// <exception cref="StorageException">There was no answer.</exception>
    public ValueTask<Response> SendAsync(HttpMessage message, string doing, CancellationToken cancellationToken) =>
        _pipeline.SendAsync(message, doing, Address, cancellationToken);

    /// <summary>Sends a request that has one good answer.</summary>
    /// <exception cref="StorageException">It was another one, or there was none.</exception>
    public async ValueTask<Response> SendAsync(HttpMessage message, string doing, int good, CancellationToken cancellationToken)
    {
        Response response = await SendAsync(message, doing, cancellationToken);
        return response.Status == good ? response : throw Refused(doing, response);
    }

    /// <summary>What to throw for an answer that is an error.</summary>
    public StorageException Refused(string doing, Response response) => _faults.From(doing, response);
}
