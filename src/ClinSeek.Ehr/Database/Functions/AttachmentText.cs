using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>
/// The text of an attachment, inline or in a Binary among the pages: plain text, HTML, RTF and C-CDA. Null for what is no text, a PDF
/// or an image, and for what is not there.
/// </summary>
internal static class AttachmentText
{
    private const int MaxChars = 1_000_000;

    public static string? Read(JsonElement attachment, JsonElement owner, ResourceIndex index)
    {
        (JsonElement data, string? type) = Find(attachment, owner, index);
        if (data.Text() is not { } base64 || !Base64.IsValid(base64))
        {
            return null;
        }

        byte[] bytes = Convert.FromBase64String(base64);
        string? text = Media(type, bytes) switch
        {
            "text/html" or "application/xhtml+xml" => HtmlText.Plain(Decode(bytes, type)),
            "text/rtf" or "application/rtf" => RtfText.Plain(bytes),
            "text/xml" or "application/xml" or "application/hl7-v3+xml" or "application/hl7-cda+xml" => ClinicalDocumentText.Plain(bytes),
            { } media when media.StartsWith("text/", StringComparison.Ordinal) => Decode(bytes, type),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // NUL would end the text for SQLite's string functions.
        text = text.Replace("\0", string.Empty, StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        return text.Length <= MaxChars ? text : string.Concat(text.AsSpan(0, MaxChars), $"\n[cut: {MaxChars} of {text.Length} characters]");
    }

    /// <summary>What the attachment is, by its own word or its first bytes; null where neither tells.</summary>
    public static string? MediaType(JsonElement attachment, JsonElement owner, ResourceIndex index)
    {
        (JsonElement data, string? type) = Find(attachment, owner, index);
        Span<byte> start = stackalloc byte[48];
        int read = data.Text() is { Length: >= 64 } base64 && Convert.TryFromBase64Chars(base64.AsSpan(0, 64), start, out int written) ? written : 0;
        return attachment.ValueKind == JsonValueKind.Object && (type is not null || read > 0) ? Media(type, start[..read]) : null;
    }

    private static (JsonElement Data, string? Type) Find(JsonElement attachment, JsonElement owner, ResourceIndex index)
    {
        string? type = attachment.Text("contentType"u8);
        JsonElement data = attachment.Get("data"u8);
        if (data.ValueKind != JsonValueKind.String)
        {
            JsonElement binary = index.Resolve(owner, attachment.Text("url"u8));
            data = binary.Get("data"u8);
            type ??= binary.Text("contentType"u8);
        }

        return (data, type);
    }

    private static string Media(string? type, ReadOnlySpan<byte> bytes)
    {
        string named = type is null ? string.Empty : type.Split(';')[0].Trim().ToLowerInvariant();
        ReadOnlySpan<byte> start = bytes.TrimStart(" \t\r\n\xEF\xBB\xBF"u8);
        return start.StartsWith("%PDF-"u8) ? "application/pdf"
            : start.StartsWith("{\\rtf"u8) ? "text/rtf"
            : named.Length > 0 && named is not ("application/octet-stream" or "text/plain") ? named
            : start.StartsWith("<?xml"u8) || start.StartsWith("<ClinicalDocument"u8) ? "text/xml"
            : start.StartsWith("<!DOCTYPE html"u8) || start.StartsWith("<html"u8) ? "text/html"
            : named.Length > 0 ? named : "text/plain";
    }

    private static string Decode(byte[] bytes, string? type) => Charset(type).GetString(bytes);

    private static Encoding Charset(string? type) =>
        type is null ? Encoding.UTF8
        : type.Contains("8859-1", StringComparison.Ordinal) || type.Contains("windows-1252", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1
        : type.Contains("utf-16", StringComparison.OrdinalIgnoreCase) ? Encoding.Unicode
        : Encoding.UTF8;
}
