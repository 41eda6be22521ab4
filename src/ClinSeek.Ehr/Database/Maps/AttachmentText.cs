using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>The text of an attachment: inline, or in a Binary among the pages. Null where it is no text (PDF, RTF) or not there.</summary>
internal static class AttachmentText
{
    private const int MaxChars = 1_000_000;

    public static string? Read(JsonElement attachment, JsonElement owner, ResourceIndex index)
    {
        string? type = attachment.Text("contentType"u8);
        JsonElement data = attachment.Get("data"u8);
        if (data.ValueKind != JsonValueKind.String)
        {
            JsonElement binary = index.Resolve(owner, attachment.Text("url"u8));
            data = binary.Get("data"u8);
            type ??= binary.Text("contentType"u8);
        }

        string media = type is null ? "text/plain" : type.Split(';')[0].Trim().ToUpperInvariant();
        bool html = media is "TEXT/HTML" or "APPLICATION/XHTML+XML";
        if (!html && !media.StartsWith("TEXT/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (media is "TEXT/RTF" || Decode(data, Charset(type)) is not { } text)
        {
            return null;
        }

        text = html ? HtmlText.Plain(text) : text;
        return text.Length <= MaxChars ? text : string.Concat(text.AsSpan(0, MaxChars), $"\n[cut: {MaxChars} of {text.Length} characters]");
    }

    private static string? Decode(JsonElement data, Encoding encoding)
    {
        string? base64 = data.Text();
        if (base64 is null || !Base64.IsValid(base64))
        {
            return null;
        }

        // NUL would end the text for SQLite's string functions.
        string text = encoding.GetString(Convert.FromBase64String(base64)).Replace("\0", string.Empty, StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static Encoding Charset(string? type) =>
        type is not null && type.Contains("8859-1", StringComparison.Ordinal) ? Encoding.Latin1
        : type is not null && type.Contains("utf-16", StringComparison.OrdinalIgnoreCase) ? Encoding.Unicode
        : Encoding.UTF8;
}
