using ClinSeek.Durable.Orchestration.Turns;
using ClinSeek.Durable.Tests.Orchestration.Testing;

namespace ClinSeek.Durable.Tests.Orchestration;

public sealed class DeterministicGuidTests
{
    [Theory]
    [InlineData(0, 5, "c246f324-a265-5cc3-a4e4-397db28ff518")]
    [InlineData(1, 5, "4d328a54-58b3-5ff5-b767-18b1d29a269f")]
    [InlineData(4, 10, "7680d02a-20e1-520b-8621-dd0c3f68b319")]
    public void Create_CheckValues_AreThoseOfTheProtocol(int counter, int second, string expected)
    {
        var time = new DateTime(2026, 1, 2, 3, 4, second, 678, DateTimeKind.Utc);

        DeterministicGuid.Create("hand-1", time, counter).ShouldBe(Guid.Parse(expected));
    }

    [Fact]
    public void NewGuid_CalledTwiceInATurn_GivesTwoGuids()
    {
        using var driver = TurnDriver.For(context => Task.FromResult(context.NewGuid() == context.NewGuid()));

        driver.Start().Result().ShouldBe("false");
    }
}
