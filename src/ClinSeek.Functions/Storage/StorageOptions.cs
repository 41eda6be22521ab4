using ClinSeek.Functions.Storage.AzureBlob;

namespace ClinSeek.Functions.Storage;

/// <summary>Where the record lies. The section is <c>Storage</c>: <c>Storage__Provider</c>, <c>Storage__BlobServiceUri</c>, ...</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>Files of the data folder, or Azure Blob Storage. Default: files.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>The blob service of a storage account, such as <c>https://NAME.blob.core.windows.net</c>; spoken to with Microsoft Entra ID.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>Account and key, for Azurite and development; <c>UseDevelopmentStorage=true</c> is Azurite on its usual port. Secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The container. Default: <c>clinseek</c>.</summary>
    public string Container { get; set; } = "clinseek";

    /// <summary>The container's address, for people.</summary>
    internal string Place => $"{Address()?.Endpoint.AbsoluteUri.TrimEnd('/')}/{Container}";

    /// <summary>Whether the record lies on this machine alone, so that keys may too.</summary>
    internal bool IsOfThisMachine => Provider == StorageProvider.Files || Address() is { Endpoint.IsLoopback: true };

    /// <summary>What is wrong with the options, each with its remedy; empty when nothing is. Quotes no secret.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Provider))
        {
            yield return "Storage:Provider is neither Files nor AzureBlob.";
        }

        if (Provider != StorageProvider.AzureBlob)
        {
            if (BlobServiceUri is not null || !string.IsNullOrWhiteSpace(ConnectionString))
            {
                yield return "Storage:BlobServiceUri or Storage:ConnectionString is set but Storage:Provider is Files; set it to AzureBlob, or take the address away.";
            }

            yield break;
        }

        if (!IsContainerName(Container))
        {
            yield return "Storage:Container is not a container's name: 3 to 63 of a-z, 0-9 and single '-', beginning and ending with a letter or digit.";
        }

        if (BlobServiceUri is null == string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return "Storage:Provider is AzureBlob: set either Storage:BlobServiceUri (in Azure, with Microsoft Entra ID) or Storage:ConnectionString (for Azurite).";
        }
        else if (BlobServiceUri is not null && (!BlobServiceUri.IsAbsoluteUri || BlobServiceUri.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Storage:BlobServiceUri is not an absolute https address; write it as https://NAME.blob.core.windows.net.";
        }
        else if (BlobServiceUri is null && !BlobAddress.TryParse(ConnectionString!, out BlobAddress? address, out string? problem))
        {
            yield return $"Storage:ConnectionString is not usable: {problem}.";
        }
        else if (Address() is { Endpoint: { IsLoopback: false, Scheme: "http" } })
        {
            yield return "Storage:ConnectionString uses http to another machine; use https.";
        }
    }

    /// <summary>The service's address, or null where none is named.</summary>
    internal BlobAddress? Address() =>
        BlobServiceUri is { } uri ? BlobAddress.WithEntra(uri)
        : BlobAddress.TryParse(ConnectionString ?? "", out BlobAddress? address, out _) ? address
        : null;

    private static bool IsContainerName(string? name) =>
        name is { Length: >= 3 and <= 63 }
        && name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        && !name.StartsWith('-') && !name.EndsWith('-') && !name.Contains("--", StringComparison.Ordinal);
}
