using System.Globalization;

namespace ClinSeek.Evidence.Ledger;

/// <summary>Times as ledger and checkpoints write them: UTC to the millisecond, <c>2026-01-31T08:00:00.000Z</c>.</summary>
public static class LedgerTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The instant in the one form; anything below a millisecond is cut off.</summary>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads the one form.</summary>
    /// <exception cref="FormatException">The text is in another form.</exception>
    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Whether the bytes are a time in the one form; the 29th of February is accepted in leap years only.</summary>
    public static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
        {
            return false;
        }

        int year = Number(text[..4]), month = Number(text[5..7]), day = Number(text[8..10]);
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && Number(text[11..13]) is >= 0 and <= 23 && Number(text[14..16]) is >= 0 and <= 59
            && Number(text[17..19]) is >= 0 and <= 59 && Number(text[20..23]) >= 0;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
