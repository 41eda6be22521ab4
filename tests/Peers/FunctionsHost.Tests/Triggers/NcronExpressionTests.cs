using System.Globalization;
using ClinSeek.Peers.FunctionsHost.Triggers;

namespace ClinSeek.Peers.FunctionsHost.Tests.Triggers;

public sealed class NcronExpressionTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-02T03:04:05Z", "2026-01-02T03:05:00Z")]
    [InlineData("*/15 * * * * *", "2026-01-02T03:04:45Z", "2026-01-02T03:05:00Z")]
    [InlineData("0 30 9-17 * * 1-5", "2026-01-02T17:30:00Z", "2026-01-05T09:30:00Z")]
    [InlineData("0 0 0 1 1 *", "2026-01-02T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("5,10 * * * *", "2026-01-02T03:05:00Z", "2026-01-02T03:10:00Z")]
    public void After_Schedule_IsTheNextTime(string schedule, string from, string next) =>
        NcronExpression.Parse(schedule).After(Time(from)).ShouldBe(Time(next));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("x * * * * *")]
    public void Parse_Nonsense_Throws(string schedule) => Should.Throw<FormatException>(() => NcronExpression.Parse(schedule));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
