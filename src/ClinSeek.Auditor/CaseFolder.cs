namespace ClinSeek.Auditor;

/// <summary>A case folder on disk.</summary>
internal static class CaseFolder
{
    /// <summary>The lines of a file: what stands between line feeds; the last may lack its own.</summary>
    public static IReadOnlyList<byte[]> Lines(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        var lines = new List<byte[]>();
        for (int start = 0; start < bytes.Length;)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            lines.Add(bytes[start..end]);
            start = end + 1;
        }

        return lines;
    }

    /// <summary>The envelope under an address, or null.</summary>
    public static byte[]? Blob(string folder, string address)
    {
        string file = Path.Combine(folder, "blobs", address);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }
}
