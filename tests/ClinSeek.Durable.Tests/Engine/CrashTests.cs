using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Engine;

public sealed class CrashTests
{
    private const int Cached = 4096, Uncached = 0;

    [Theory]
    [InlineData(1, true, Cached)]
    [InlineData(1, false, Uncached)]
    [InlineData(2, true, Uncached)]
    [InlineData(3, false, Cached)]
    [InlineData(5, true, Cached)]
    [InlineData(8, false, Uncached)]
    [InlineData(11, true, Cached)]
    public async Task Kill_AtCommit_EveryInstanceCompletesOnceAfterRestart(long commit, bool before, int cachedSessions)
    {
        using var hub = new CrashHub(instancesOfEachKind: 2, cachedSessions: cachedSessions);
        (await hub.RunUntilKilledAsync(commit, before)).ShouldBeTrue("the child should die at the commit");

        await hub.FinishAsync();

        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Write_FileCannotGrow_StopsWithNamedCauseAndLosesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a limit on the size of files");
        using var hub = new CrashHub(instancesOfEachKind: 200);

        (await hub.RunOnFullDiskAsync(kibibytes: 1024)).ShouldContain("the disk");
        (await hub.CountUnfinishedAsync()).ShouldBeGreaterThan(0, "the limit should hit it in the middle");
        await hub.FinishAsync();

        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Kill_ThousandInFlight_NoneIsLost()
    {
        using var hub = new CrashHub(instancesOfEachKind: 1000, kind: "Held");
        await hub.RunUntilActivityAsync(1500);
        (await hub.CountUnfinishedAsync()).ShouldBeGreaterThan(900, "the crash should hit them in flight");

        await hub.FinishAsync();

        await hub.VerifyAsync();
    }

    [Theory]
    [Trait("Category", "Endurance")]
    [InlineData(true, Cached)]
    [InlineData(false, Cached)]
    [InlineData(true, Uncached)]
    [InlineData(false, Uncached)]
    public async Task Kill_AtEveryCommit_EveryInstanceCompletesOnceAfterRestart(bool before, int cachedSessions)
    {
        for (var commit = 1L; ; commit++)
        {
            using var hub = new CrashHub(instancesOfEachKind: 1, cachedSessions: cachedSessions);
            var killed = await hub.RunUntilKilledAsync(commit, before);
            await hub.FinishAsync();
            await hub.VerifyAsync();
            if (!killed)
                break;
        }
    }

    [Theory]
    [Trait("Category", "Endurance")]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Kill_EveryStartAtTheSameCommit_WorkStillProgresses(long commit, bool before)
    {
        using var hub = new CrashHub(instancesOfEachKind: 1);
        var deaths = 0;
        while (await hub.RunUntilKilledAsync(commit, before))
            (++deaths).ShouldBeLessThan(500);

        await hub.VerifyAsync();
    }
}
