namespace ClinSeek.Ehr.Time;

/// <summary>
/// A FHIR date, dateTime or instant as the span it stands for. A date-only value is its whole day in UTC, a month or a year likewise;
/// a time without a zone is read as UTC.
/// </summary>
/// <param name="Start">The first instant.</param>
/// <param name="End">The last instant; availability counts from here.</param>
/// <param name="AtMidnight">A clock time of exactly 00:00:00 where it was written: often a date that some program gave a clock.</param>
internal readonly record struct FhirTime(DateTimeOffset Start, DateTimeOffset End, bool AtMidnight = false)
{
    /// <summary>The same time with midnight read as the whole day that begins there.</summary>
    public FhirTime MidnightAsDay() => AtMidnight && Start < DateTimeOffset.MaxValue.AddDays(-1)
        ? this with { End = Start.AddTicks(TimeSpan.TicksPerDay - 1) }
        : this;

    /// <summary>Parses the raw text; null where it is no FHIR time.</summary>
    public static FhirTime? Parse(ReadOnlySpan<byte> text)
    {
        if (!Digits(text, 0, 4, out int year) || year is < 1)
        {
            return null;
        }

        if (text.Length == 4)
        {
            return Span(new DateTime(year, 1, 1), year == 9999 ? DateTime.MaxValue : new DateTime(year + 1, 1, 1).AddTicks(-1));
        }

        if (text[4] != '-' || !Digits(text, 5, 2, out int month) || month is < 1 or > 12)
        {
            return null;
        }

        int days = DateTime.DaysInMonth(year, month);
        if (text.Length == 7)
        {
            return Span(new DateTime(year, month, 1), EndOfDay(new DateTime(year, month, days)));
        }

        if (text[7] != '-' || !Digits(text, 8, 2, out int day) || day < 1 || day > days)
        {
            return null;
        }

        var date = new DateTime(year, month, day);
        return text.Length == 10 ? Span(date, EndOfDay(date)) : text[10] is (byte)'T' or (byte)' ' ? ParseClock(date, text[11..]) : null;
    }

    /// <summary>How times stand in the database: UTC, to the second, cut off and never rounded up.</summary>
    public static string Render(DateTimeOffset instant) => string.Create(20, instant.UtcDateTime, static (text, value) =>
    {
        "0000-00-00T00:00:00Z".CopyTo(text);
        Put(text[..4], value.Year);
        Put(text[5..7], value.Month);
        Put(text[8..10], value.Day);
        Put(text[11..13], value.Hour);
        Put(text[14..16], value.Minute);
        Put(text[17..19], value.Second);
    });

    private static void Put(Span<char> text, int number)
    {
        for (int place = text.Length - 1; number > 0; place--, number /= 10)
        {
            text[place] = (char)('0' + (number % 10));
        }
    }

    private static FhirTime? ParseClock(DateTime date, ReadOnlySpan<byte> text)
    {
        if (!Digits(text, 0, 2, out int hour) || hour > 23 || text.Length < 5 || text[2] != ':' || !Digits(text, 3, 2, out int minute) || minute > 59)
        {
            return null;
        }

        int at = 5;
        int second = 0;
        long fraction = 0;
        if (at < text.Length && text[at] == ':')
        {
            if (!Digits(text, 6, 2, out second) || second > 60)
            {
                return null;
            }

            // FHIR allows a leap second; no clock here has one, so it is the next minute's first.
            at = 8;
            if (at < text.Length && text[at] == '.')
            {
                long unit = TimeSpan.TicksPerSecond / 10;
                for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
                {
                    fraction += (text[at] - '0') * unit;
                    unit /= 10;
                }
            }
        }

        if (!Offset(text[at..], out TimeSpan offset))
        {
            return null;
        }

        long ticks = date.Ticks + new TimeSpan(hour, minute, second).Ticks + fraction - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return new FhirTime(instant, instant, AtMidnight: (hour, minute, second, fraction) == (0, 0, 0, 0));
    }

    private static bool Offset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.Length == 0 || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Digits(text, 1, 2, out int hours) || hours > 14 || !Digits(text, 4, 2, out int minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static FhirTime Span(DateTime start, DateTime end) =>
        new(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(end, TimeSpan.Zero));

    private static DateTime EndOfDay(DateTime day) => new(day.Ticks + TimeSpan.TicksPerDay - 1);

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count)
        {
            return false;
        }

        foreach (byte digit in text.Slice(start, count))
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
