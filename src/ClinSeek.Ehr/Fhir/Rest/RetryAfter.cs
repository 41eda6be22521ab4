using System.Globalization;
using System.Net.Http.Headers;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Reads how long a server asks to be left alone: seconds, an HTTP date, or Microsoft's milliseconds.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("x-ms-retry-after-ms", out IEnumerable<string>? values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            && double.IsFinite(milliseconds) && milliseconds >= 0 && milliseconds < TimeSpan.MaxValue.TotalMilliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        // The server's own clock, where it sends it, takes the skew between the two machines out.
        TimeSpan? wait = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date is { } date ? date - (headers.Date ?? now) : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
