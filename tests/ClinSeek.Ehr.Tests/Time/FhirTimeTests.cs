using System.Globalization;
using ClinSeek.Ehr.Time;

namespace ClinSeek.Ehr.Tests.Time;

public sealed class FhirTimeTests
{
    [Fact]
    public void Render_AnyInstant_IsWhatTheFormatGives()
    {
        var random = new Random(4711);
        DateTimeOffset[] instants = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, .. Enumerable.Range(0, 2_000).Select(_ =>
            new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero))];
        foreach (DateTimeOffset instant in instants)
        {
            FhirTime.Render(instant).ShouldBe(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
