using System.Security.Cryptography;
using System.Text.Json;

namespace ClinSeek.Knowledge.Pages;

/// <summary>
/// A page as it was shown: its lines are numbered for good, so that a citation means the same text for ever, whatever the
/// site or the index says later. Holds no PHI but what a query holds.
/// </summary>
public sealed record KnowledgePage
{
    /// <summary>The version of this record's form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>What it shows.</summary>
    public required PageKind Kind { get; init; }

    /// <summary>Its address: <c>knowledge:id</c>, <c>pubmed:id</c>, an https address, ...</summary>
    public required string Address { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>All lines, each at most 80 columns but for a link's own text.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>How many lines, from the top, are the document's own text.</summary>
    public int TextLines { get; init; }

    /// <summary>Its links.</summary>
    public IReadOnlyList<PageLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>The document that a find looked through, or null.</summary>
    public string? FoundIn { get; init; }

    /// <summary>The publication, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The licence of the text, or null where none was stated.</summary>
    public string? License { get; init; }

    /// <summary>When it was fetched; null for what the local index holds.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }

    /// <summary>The bytes that are stored.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PageJson.Default.KnowledgePage);

    /// <summary>A page from its stored bytes.</summary>
    /// <exception cref="JsonException">They are no page.</exception>
    public static KnowledgePage From(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, PageJson.Default.KnowledgePage) ?? throw new JsonException("The stored page is empty.");

    /// <summary>SHA-256 of the stored bytes, lower-case hex: the name by which results and citations mean this very page.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
