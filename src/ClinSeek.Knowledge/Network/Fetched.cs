using System.Text;

namespace ClinSeek.Knowledge.Network;

/// <summary>An answer of a server.</summary>
/// <param name="Address">The address that answered, after redirects.</param>
/// <param name="MediaType">Its media type, lower case, without parameters; empty where none was said.</param>
/// <param name="Charset">Its character set as the server said it, or null.</param>
/// <param name="Content">Its bytes, unpacked.</param>
public sealed record Fetched(Uri Address, string MediaType, string? Charset, byte[] Content)
{
    /// <summary>The content as text. An unknown character set is read as UTF-8.</summary>
    public string Text()
    {
        Encoding encoding = Encoding.UTF8;
        try
        {
            encoding = Charset is null ? Encoding.UTF8 : Encoding.GetEncoding(Charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            encoding = Encoding.UTF8;
        }

        using var reader = new StreamReader(new MemoryStream(Content), encoding, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
