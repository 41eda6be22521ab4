using System.Text;
using ClinSeek.Evidence.Text;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>Opens a file for reading, unpacked where its name ends in <c>.gz</c>.</summary>
internal static class Opened
{
    private const int MaxDocument = 64 * 1024 * 1024;

    public static Stream Bytes(string file) =>
        WholeGzipStream.Unpacked(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), Path.GetFileName(file));

    public static StreamReader Text(string file) => new(Bytes(file), Encoding.UTF8);

    /// <summary>A whole file as text, with line feeds only.</summary>
    /// <exception cref="InvalidDataException">It is larger than a document should be.</exception>
    public static string Whole(string file)
    {
        using StreamReader reader = Text(file);
        char[] buffer = new char[1 << 16];
        var text = new StringBuilder();
        for (int read; (read = reader.Read(buffer)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MaxDocument)
            {
                throw new InvalidDataException($"{Path.GetFileName(file)}: larger than {MaxDocument / 1_048_576} MB; split it into documents.");
            }
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    /// <summary>The ending that tells the form, without <c>.gz</c>.</summary>
    public static string Extension(string file) =>
        Path.GetExtension(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file).ToLowerInvariant();
}
