using System.Text;

namespace ClinSeek.Ehr.Database;

/// <summary>What rows take in a SQLite file, near enough to make room for them.</summary>
internal static class FileSize
{
    // Of each page a little stays free, and above the leaves lie pages that point at them.
    private const double Filled = 0.93;
    private const int LongKey = 400;

    /// <summary>A row with its cell's header.</summary>
    public static int Of(PatientRow row)
    {
        int size = 12 + PatientTable.Common.Count + row.Count + row.ResourceLength + Of(row.EventTime) + Of(row.AvailableTime);
        for (int place = 0; place < row.Count; place++)
        {
            size += row[place] switch { null => 0, string text => Of(text), double => 8, _ => 4 };
        }

        return size;
    }

    /// <summary>A text, whose length takes more the longer it is.</summary>
    public static int Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text) is var bytes && bytes < 57 ? bytes : bytes + 2 + (bytes / 1000 * 4);

    /// <summary>A text in an index; a long one takes pages of its own there, which nothing else fills.</summary>
    public static int OfKey(string? text) => Of(text) is var bytes && bytes < LongKey ? bytes : bytes + 4600;

    /// <summary>The bytes of a file that such contents take.</summary>
    public static long Pages(long bytes) => (long)(bytes / Filled) + 4096;
}
