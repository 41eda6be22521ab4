using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Tests.Time;

public sealed class RenderedTimesTests
{
    [Fact]
    public void Of_AnyInstants_IsWhatTheyAreRenderedAs()
    {
        var times = new RenderedTimes();
        var random = new Random(4711);
        DateTimeOffset[] instants = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, .. Enumerable.Range(0, 2_000).Select(_ => new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero))];
        foreach (DateTimeOffset instant in instants.Concat(instants))
        {
            times.Of(instant).ShouldBe(FhirTime.Render(instant));
        }
    }

    [Fact]
    public void Of_TheSameSecond_IsTheSameText()
    {
        var times = new RenderedTimes();
        var noon = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

        times.Of(noon.AddMilliseconds(999)).ShouldBeSameAs(times.Of(noon.ToOffset(TimeSpan.FromHours(-5))));
    }
}
