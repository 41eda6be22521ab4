using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Storage.KeyVault;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Storage;

/// <summary>Composition of the record: evidence store, ledger store and keys, as the options say.</summary>
internal static class StorageServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IEvidenceStore"/>, <see cref="ILedgerStore"/> and <see cref="IKeyProvider"/>.</summary>
    public static IServiceCollection AddCaseStorage(this IServiceCollection services) => services
        .AddSingleton<IValidateOptions<CaseServiceOptions>, CaseServiceOptionsValidator>()
        .AddSingleton(static provider => new CasePaths(Options(provider).DataFolder))
        .AddSingleton(static provider => new BlobContainer(
            new BlobRequests(Options(provider).Storage.Address()!, Options(provider).Storage.Container, provider.GetRequiredService<TimeProvider>()),
            make: !Options(provider).ReadOnly))
        .AddSingleton(Keys)
        .AddSingleton<CaseKeyRing>()
        .AddSingleton<ICaseObjects>(static provider => IsBlob(provider)
            ? new BlobCaseObjects(provider.GetRequiredService<BlobContainer>())
            : new FileCaseObjects(provider.GetRequiredService<CasePaths>()))
        .AddSingleton<ILedgerStore>(static provider => IsBlob(provider)
            ? new BlobLedgerStore(
                provider.GetRequiredService<BlobContainer>(), provider.GetRequiredService<IKeyProvider>(), provider.GetRequiredService<TimeProvider>(), Options(provider).ReadOnly)
            : new FileLedgerStore(
                provider.GetRequiredService<CasePaths>(), provider.GetRequiredService<IKeyProvider>(), provider.GetRequiredService<TimeProvider>(), Options(provider).ReadOnly))
        .AddSingleton(static provider => new RememberingCaseObjects(provider.GetRequiredService<ICaseObjects>()))
        .AddSingleton<IEvidenceStore>(static provider => new EvidenceStore(
            IsBlob(provider) ? provider.GetRequiredService<RememberingCaseObjects>() : provider.GetRequiredService<ICaseObjects>(),
            provider.GetRequiredService<ICaseObjects>(), provider.GetRequiredService<CaseKeyRing>(), provider.GetRequiredService<ILedgerStore>(), Options(provider).ReadOnly));

    private static IKeyProvider Keys(IServiceProvider provider)
    {
        CaseServiceOptions options = Options(provider);
        return options.Keys.Provider == KeyProviderKind.KeyVault
            ? new KeyVaultKeyProvider(
                new VaultRequests(options.Keys.VaultUri!), options.Keys.WrappingKey, options.Keys.SigningKey, provider.GetRequiredService<TimeProvider>())
            : LocalKeyProvider.Open(options.KeyFile ?? LocalKeyProvider.DefaultPath, options.DataFolder, create: !options.ReadOnly);
    }

    private static bool IsBlob(IServiceProvider provider) => Options(provider).Storage.Provider == StorageProvider.AzureBlob;

    private static CaseServiceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CaseServiceOptions>>().Value;
}
