using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Hosting;

public sealed class HostLockTests
{
    [Fact]
    public void TryTake_FreeFolder_TakesItAndLetsItGo()
    {
        using var folder = new TemporaryFolder();

        HostLock.TryTake(folder.Path, out HostAddress? owner).ShouldNotBeNull().Dispose();

        owner.ShouldBeNull();
        HostLock.FindOwner(folder.Path).ShouldBeNull();
        using HostLock? again = HostLock.TryTake(folder.Path, out _);
        again.ShouldNotBeNull();
    }

    [Fact]
    public void TryTake_TakenFolder_NamesTheOwnerAndItsAddress()
    {
        using var folder = new TemporaryFolder();
        using HostLock? first = HostLock.TryTake(folder.Path, out _);
        first!.Announce(new Uri("http://127.0.0.1:7071"));

        HostLock.TryTake(folder.Path, out HostAddress? owner).ShouldBeNull();

        owner.ShouldBe(new HostAddress(Environment.ProcessId, new Uri("http://127.0.0.1:7071")));
        HostLock.FindOwner(folder.Path).ShouldBe(owner);
    }

    [Fact]
    public void FindOwner_AddressLeftByAKilledProcess_IsNotBelieved()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["host.lock"], "");
        File.WriteAllText(folder["host.json"], """{"ProcessId":1,"Address":"http://127.0.0.1:1"}""");

        HostLock.FindOwner(folder.Path).ShouldBeNull();
    }

    [Fact]
    public void FindOwner_FolderThatIsNotThere_ChangesNothing()
    {
        using var folder = new TemporaryFolder();

        HostLock.FindOwner(folder["none"]).ShouldBeNull();

        Directory.Exists(folder["none"]).ShouldBeFalse();
    }
}
