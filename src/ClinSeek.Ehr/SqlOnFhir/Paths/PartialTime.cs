using System.Globalization;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A date, dateTime or time with the precision it was written in.</summary>
/// <param name="Date">Digits of the date that are given: 0 for a time, else 4, 6 or 8.</param>
/// <param name="Clock">Digits of the clock time that are given: 0, 2, 4, 6 or 9.</param>
/// <param name="Value">The instant with what is missing at its lowest; on the first day of year 1 for a time. UTC where a zone is given.</param>
/// <param name="Offset">The zone as written, or null.</param>
internal readonly record struct PartialTime(int Date, int Clock, DateTime Value, TimeSpan? Offset)
{
    private static readonly string[] DateForms = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];

    public bool IsTime => Date == 0;

    public int Precision => Date + Clock;

    /// <summary>The clock time as it was written, in its own zone.</summary>
    public DateTime Local => Value + (Offset ?? TimeSpan.Zero);

    public static bool TryParse(string? text, out PartialTime time)
    {
        time = default;
        if (text is null || text.Length is < 2 or > 40)
        {
            return false;
        }

        int split = text.IndexOf('T', StringComparison.Ordinal);
        string date = split < 0 ? text : text[..split];
        if (text.Length == 2 || text[2] == ':')
        {
            return split < 0 && TryClock(text, out TimeSpan only, out int digits) && Set(new PartialTime(0, digits, default(DateTime) + only, null), out time);
        }

        if (!DateTime.TryParseExact(date, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
        {
            return false;
        }

        int dateDigits = date.Length switch { 4 => 4, 7 => 6, _ => 8 };
        if (split < 0)
        {
            return Set(new PartialTime(dateDigits, 0, day, null), out time);
        }

        string clock = text[(split + 1)..];
        int zone = clock.IndexOfAny(['Z', '+', '-']);
        TimeSpan? offset = null;
        if (zone >= 0)
        {
            if (!TryZone(clock[zone..], out TimeSpan given))
            {
                return false;
            }

            offset = given;
            clock = clock[..zone];
        }

        if (dateDigits != 8 || !TryClock(clock, out TimeSpan at, out int clockDigits))
        {
            return false;
        }

        long ticks = day.Ticks + at.Ticks - (offset?.Ticks ?? 0);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && Set(new PartialTime(8, clockDigits, new DateTime(ticks), offset), out time);
    }

    /// <summary>Negative, zero or positive; null where the precisions differ before an answer is found. A time and a date do not compare.</summary>
    public static int? Compare(in PartialTime left, in PartialTime right)
    {
        if (left.IsTime != right.IsTime)
        {
            return null;
        }

        int common = Math.Min(Common(left), Common(right));
        int order = Cut(left, common).CompareTo(Cut(right, common));
        return order != 0 ? order : Common(left) == Common(right) ? 0 : null;
    }

    // Seconds and their fractions are one precision in FHIRPath.
    private static int Common(in PartialTime time) => time.Precision - (time.Clock == 9 ? 3 : 0);

    private static DateTime Cut(in PartialTime time, int digits)
    {
        DateTime value = time.Value;
        return (digits - time.Date) switch
        {
            _ when !time.IsTime && digits == 4 => new DateTime(value.Year, 1, 1),
            _ when !time.IsTime && digits == 6 => new DateTime(value.Year, value.Month, 1),
            _ when !time.IsTime && digits == 8 => value.Date,
            2 => value.Date.AddHours(value.Hour),
            4 => value.Date.AddHours(value.Hour).AddMinutes(value.Minute),
            _ => value,
        };
    }

    private static bool TryClock(string text, out TimeSpan clock, out int digits)
    {
        clock = default;
        digits = text.Length switch { 2 => 2, 5 => 4, 8 => 6, > 9 when text[8] == '.' => 9, _ => 0 };
        if (digits == 0 || !Two(text, 0, out int hour) || hour > 23)
        {
            return false;
        }

        int minute = 0;
        int second = 0;
        if ((digits >= 4 && (text[2] != ':' || !Two(text, 3, out minute) || minute > 59))
            || (digits >= 6 && (text[5] != ':' || !Two(text, 6, out second) || second > 60)))
        {
            return false;
        }

        long fraction = 0;
        if (digits == 9)
        {
            ReadOnlySpan<char> written = text.AsSpan(9);
            if (written.Length > 20 || written.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            fraction = long.Parse(string.Concat(written, "0000000")[..7], CultureInfo.InvariantCulture);
        }

        clock = new TimeSpan(hour, minute, second) + new TimeSpan(fraction);
        return true;
    }

    private static bool TryZone(string text, out TimeSpan offset)
    {
        offset = default;
        if (text == "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[3] != ':' || !Two(text, 1, out int hours) || hours > 14 || !Two(text, 4, out int minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return text[0] != 'Z';
    }

    private static bool Two(string text, int at, out int value)
    {
        value = 0;
        if (at + 2 > text.Length || !char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1]))
        {
            return false;
        }

        value = ((text[at] - '0') * 10) + text[at + 1] - '0';
        return true;
    }

    private static bool Set(PartialTime value, out PartialTime time)
    {
        time = value;
        return true;
    }
}
