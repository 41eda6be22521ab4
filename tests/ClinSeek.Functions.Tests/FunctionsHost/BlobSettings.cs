using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>App settings for a container of Azurite's.</summary>
internal static class BlobSettings
{
    public static async Task<IReadOnlyDictionary<string, string>> NewAsync(AzuriteFixture azurite) => new Dictionary<string, string>
    {
        ["Storage__Provider"] = "AzureBlob",
        ["Storage__ConnectionString"] = (await azurite.ServerAsync()).ConnectionString,
        ["Storage__Container"] = AzuriteFixture.NewContainerName(),
    };
}
