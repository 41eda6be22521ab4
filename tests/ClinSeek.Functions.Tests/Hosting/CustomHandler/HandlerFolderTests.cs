using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Hosting.CustomHandler;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

public sealed class HandlerFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Claim_RecordInFiles_KeepsWritingCommandsAway()
    {
        using HostLock? claimed = HandlerFolder.Claim(Services(StorageProvider.Files));

        HostLock.TryTake(_folder["data"], out _).ShouldBeNull();
    }

    [Fact]
    public void Claim_FolderOfAHandlerThatIsBeingReplaced_IsNoFault()
    {
        using HostLock? first = HandlerFolder.Claim(Services(StorageProvider.Files));

        HandlerFolder.Claim(Services(StorageProvider.Files)).ShouldBeNull();
    }

    [Fact]
    public void Claim_RecordElsewhere_MakesNoFolder()
    {
        HandlerFolder.Claim(Services(StorageProvider.AzureBlob)).ShouldBeNull();

        Directory.Exists(_folder["data"]).ShouldBeFalse();
    }

    private ServiceProvider Services(StorageProvider provider) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(new ClinSeekOptions { Data = _folder["data"] })
        .Configure<CaseServiceOptions>(cases => cases.Storage.Provider = provider)
        .BuildServiceProvider();
}
