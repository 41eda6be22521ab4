using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using ClinSeek.Functions.Storage.Http;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>Speaks the REST interface of Azure Key Vault; what goes wrong becomes a <see cref="StorageException"/>.</summary>
internal sealed class VaultRequests
{
    private const string Version = "7.4";

    private readonly HttpPipeline _pipeline;

    /// <summary>Requests to a vault.</summary>
    public VaultRequests(Uri vault, TokenCredential? credential = null, ServicePipelineOptions? options = null)
    {
        Vault = vault;
        _pipeline = (options ?? new ServicePipelineOptions()).Build(new VaultChallengePolicy(credential ?? new DefaultAzureCredential(), vault));
    }

    /// <summary>The vault's address.</summary>
    public Uri Vault { get; }

    /// <summary>Reads what lies under a path, or under the link to a list's next page.</summary>
    /// <exception cref="StorageException">The vault refuses, or gave no answer.</exception>
    public async ValueTask<JsonElement> GetAsync(string doing, string pathOrLink, CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Get, pathOrLink);
        return Read(doing, await _pipeline.SendAsync(message, doing, Vault.AbsoluteUri, cancellationToken));
    }

    /// <summary>Has a key do something with bytes.</summary>
    /// <param name="doing">What is tried, as the beginning of a sentence.</param>
    /// <param name="key">The key's version.</param>
    /// <param name="operation"><c>wrapkey</c>, <c>unwrapkey</c> or <c>sign</c>.</param>
    /// <param name="algorithm">The algorithm, as JSON Web Algorithms name it.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The result; null where the vault says that the bytes are not what the key can work on.</returns>
    /// <exception cref="StorageException">The vault refuses, or gave no answer.</exception>
    public async ValueTask<byte[]?> OperateAsync(
        string doing, VaultKeyId key, string operation, string algorithm, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        using HttpMessage message = Create(RequestMethod.Post, $"{key.Path}/{operation}");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["alg"] = algorithm,
            ["value"] = Base64Url.Encode(value.Span),
        }));
        Response response = await _pipeline.SendAsync(message, doing, Vault.AbsoluteUri, cancellationToken);
        return response.Status == 400 ? null : Base64Url.Decode(Read(doing, response), "value") ?? throw Garbled(doing);
    }

    /// <summary>The vault answered something that is not in its interface.</summary>
    public StorageException Garbled(string doing) => new($"{doing} failed: {Vault} gave an answer that cannot be read. Is Keys__VaultUri a Key Vault?");

    private HttpMessage Create(RequestMethod method, string pathOrLink)
    {
        HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        var uri = new Uri(Vault, pathOrLink);
        if (uri.Authority != Vault.Authority)
        {
            throw Garbled("Following a list");
        }

        message.Request.Uri.Reset(uri);
        if (!uri.Query.Contains("api-version=", StringComparison.Ordinal))
        {
            message.Request.Uri.AppendQuery("api-version", Version);
        }

        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    private JsonElement Read(string doing, Response response)
    {
        if (response.Status != 200)
        {
            throw VaultFaults.From(doing, Vault, response);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Garbled(doing);
        }
    }
}
