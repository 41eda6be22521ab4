using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Tests.Storage;

public sealed class StorageOptionsTests
{
    private const string Local = "AccountName=devstoreaccount1;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1";

    private static readonly Uri Vault = new("https://acme.vault.azure.net");

    [Fact]
    public void Problems_NothingSet_AreNone() => Of(new StorageOptions(), new KeyOptions()).ShouldBeEmpty();

    [Fact]
    public void Problems_AzuriteOnThisMachineWithAKeyFile_AreNone() =>
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob, ConnectionString = Local }, new KeyOptions()).ShouldBeEmpty();

    [Fact]
    public void Problems_SharedStorageWithVault_AreNone() =>
        Of(Shared(), new KeyOptions { Provider = KeyProviderKind.KeyVault, VaultUri = Vault }).ShouldBeEmpty();

    [Theory]
    [InlineData("https://acme.blob.core.windows.net", null)]
    [InlineData(null, "AccountName=acme;AccountKey=c2VjcmV0")]
    public void Problems_SharedStorageWithAKeyFile_NameTheRemedy(string? uri, string? connection)
    {
        var storage = new StorageOptions { Provider = StorageProvider.AzureBlob, BlobServiceUri = uri is null ? null : new Uri(uri), ConnectionString = connection };

        Of(storage, new KeyOptions()).ShouldHaveSingleItem().ShouldContain("Set Keys:Provider to KeyVault");
    }

    [Fact]
    public void Problems_StorageHalfSet_NameWhatIsMissing()
    {
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob }, Vaulted()).ShouldHaveSingleItem().ShouldContain("set either Storage:BlobServiceUri");
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob, BlobServiceUri = new Uri("https://a.b"), ConnectionString = Local }, Vaulted()).ShouldHaveSingleItem();
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob, BlobServiceUri = new Uri("http://acme.blob.core.windows.net") }, Vaulted()).ShouldHaveSingleItem().ShouldContain("https");
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob, ConnectionString = "AccountName=acme;AccountKey=c2VjcmV0;BlobEndpoint=http://far.example" }, Vaulted())
            .ShouldHaveSingleItem().ShouldContain("http to another machine");
        Of(new StorageOptions { BlobServiceUri = new Uri("https://acme.blob.core.windows.net") }, new KeyOptions()).ShouldHaveSingleItem().ShouldContain("Storage:Provider is Files");
        Of(new StorageOptions { Provider = (StorageProvider)7 }, new KeyOptions()).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("AB")]
    [InlineData("Upper")]
    [InlineData("-begins")]
    [InlineData("ends-")]
    [InlineData("two--dashes")]
    [InlineData("under_score")]
    public void Problems_ContainerName_IsHeldToTheServicesRules(string name)
    {
        StorageOptions storage = Shared();
        storage.Container = name;

        Of(storage, Vaulted()).ShouldHaveSingleItem().ShouldContain("Storage:Container");
    }

    [Fact]
    public void Problems_ConnectionStringNotUsable_QuoteNoSecret() =>
        Of(new StorageOptions { Provider = StorageProvider.AzureBlob, ConnectionString = "AccountName=acme;AccountKey=not!base64!secret" }, Vaulted())
            .ShouldHaveSingleItem().ShouldNotContain("secret");

    [Fact]
    public void Problems_KeysHalfSet_NameWhatIsMissing()
    {
        Of(new StorageOptions(), new KeyOptions { Provider = KeyProviderKind.KeyVault }).ShouldHaveSingleItem().ShouldContain("Keys:VaultUri");
        Of(new StorageOptions(), new KeyOptions { VaultUri = Vault }).ShouldHaveSingleItem().ShouldContain("Keys:Provider is Local");
        Of(new StorageOptions(), new KeyOptions { Provider = KeyProviderKind.KeyVault, VaultUri = new Uri("http://acme.vault.azure.net") }).ShouldHaveSingleItem().ShouldContain("https");
        Of(new StorageOptions(), new KeyOptions { Provider = KeyProviderKind.KeyVault, VaultUri = Vault, WrappingKey = "k", SigningKey = "k" }).ShouldHaveSingleItem();
        Of(new StorageOptions(), new KeyOptions { Provider = KeyProviderKind.KeyVault, VaultUri = Vault, WrappingKey = "a/../b" }).ShouldHaveSingleItem();
    }

    private static StorageOptions Shared() => new() { Provider = StorageProvider.AzureBlob, BlobServiceUri = new Uri("https://acme.blob.core.windows.net") };

    private static KeyOptions Vaulted() => new() { Provider = KeyProviderKind.KeyVault, VaultUri = Vault };

    private static string[] Of(StorageOptions storage, KeyOptions keys) => [.. storage.Problems(), .. keys.Problems(storage)];
}
