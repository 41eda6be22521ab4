using System.Runtime.Versioning;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class LocalKeyProviderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SameFileTwice_HasTheSameKeys()
    {
        using LocalKeyProvider first = Open(create: true);
        using LocalKeyProvider second = Open(create: false);

        second.WrappingKeyId.ShouldBe(first.WrappingKeyId);
        second.SigningKey.PublicKey.ToArray().ShouldBe(first.SigningKey.PublicKey.ToArray());
        File.GetUnixFileMode(_folder["keys.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Open_FileThatOthersMayRead_IsRefused()
    {
        Open(create: true).Dispose();
        File.SetUnixFileMode(_folder["keys.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<StorageException>(() => Open(create: false)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void Open_FileInsideTheDataFolder_IsRefused() =>
        Should.Throw<StorageException>(() => LocalKeyProvider.Open(_folder["data/keys.json"], _folder["data"], create: true)).Message.ShouldContain("inside the data folder");

    [Fact]
    public void Open_MissingAndNotToBeMade_SaysWhatIsLost()
    {
        Should.Throw<StorageException>(() => Open(create: false)).Message.ShouldContain("is missing");
        File.Exists(_folder["keys.json"]).ShouldBeFalse();
    }

    [Fact]
    public void Open_BrokenFile_IsRefusedWithoutQuotingIt()
    {
        Open(create: true).Dispose();
        File.WriteAllText(_folder["keys.json"], "{\"secret\":");

        Should.Throw<StorageException>(() => Open(create: false)).Message.ShouldNotContain("secret");
    }

    private LocalKeyProvider Open(bool create) => LocalKeyProvider.Open(_folder["keys.json"], _folder["data"], create);
}
