using System.Buffers;
using System.Globalization;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Tells files whose dates were moved far into the future to hide them, as research data has them. Only the beginnings of some files are
/// read: such data has no date of another kind.
/// </summary>
internal static class MovedTimes
{
    private const int MostFiles = 64;
    private const int MostBytes = 256 * 1024;
    private const int LeastYears = 20;

    /// <summary>Whether there is a date in the files that no record of today could hold.</summary>
    public static bool In(string path, FhirFileOptions options, DateTimeOffset now)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
        try
        {
            return FhirFile.Find(path, options, []).Take(MostFiles).Any(file => HasLateDate(Beginning(file, buffer), now.Year + LeastYears));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static ReadOnlySpan<byte> Beginning(FhirFile file, byte[] buffer)
    {
        try
        {
            using FileStream stream = File.OpenRead(file.Path);
            return buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, MostBytes), MostBytes, throwOnEndOfStream: false));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // "2150-05-17, and whatever follows: a whole date, since laboratory codes look like the beginning of one.
    private static bool HasLateDate(ReadOnlySpan<byte> json, int latestYear)
    {
        const int Shape = 11;
        for (int at = json.IndexOf("\"2"u8); at >= 0 && json.Length - at >= Shape; at = Next(json, at))
        {
            ReadOnlySpan<byte> date = json.Slice(at + 1, Shape - 1);
            if (date[4] == '-' && date[7] == '-' && IsNumber(date[5..7]) && IsNumber(date[8..]) && IsNumber(date[..4]) && int.Parse(date[..4], CultureInfo.InvariantCulture) > latestYear)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static int Next(ReadOnlySpan<byte> json, int at) => json[(at + 1)..].IndexOf("\"2"u8) is var found && found >= 0 ? at + 1 + found : -1;
}
