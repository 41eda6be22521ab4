using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClinSeek.Knowledge.Sources.Import;

/// <summary>Finishes a passage that a reader found: a valid id, paragraphs of bounded length, defaults where it says nothing.</summary>
internal sealed class PassageDraft(string file, ImportDefaults defaults)
{
    /// <summary>The most characters of one passage; a longer text is continued in further ones.</summary>
    public const int MaxText = 40_000;

    private const int MaxTitle = 500;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly string name = Path.GetFileNameWithoutExtension(file);

    /// <summary>One or, of a long text, several passages; none where there is no text.</summary>
    public IEnumerable<Passage> Finish(string? id, string? title, IReadOnlyList<string> paragraphs, Passage? found = null)
    {
        List<List<string>> parts = Parts(paragraphs);
        string head = Short(title is { Length: > 0 } ? title : found?.Focus is { Length: > 0 } focus ? focus : name);
        string key = Id(id ?? head);
        if (!taken.Add(key))
        {
            key = Marked(key, string.Join('\n', [found?.Source, found?.Url, head, .. paragraphs]));
            taken.Add(key);
        }

        for (int part = 0; part < parts.Count; part++)
        {
            yield return new Passage
            {
                Id = part == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key[..Math.Min(key.Length, Passage.MaxId - 6)]}.{part + 1}"),
                OriginalId = id is not null && id != key ? id : null,
                Title = head,
                Text = parts[part],
                Focus = found?.Focus is { Length: > 0 } about ? Short(about) : null,
                Section = found?.Section,
                Synonyms = found?.Synonyms ?? [],
                Source = found?.Source is { Length: > 0 } source ? source : defaults.Source ?? Path.GetFileName(file),
                Url = found?.Url ?? defaults.Url,
                Date = found?.Date ?? string.Empty,
                License = found?.License is { Length: > 0 } license && license != "NOASSERTION" ? license : defaults.License ?? "NOASSERTION",
                Related = found?.Related ?? [],
            };
        }
    }

    private string Id(string text)
    {
        string wanted = defaults.Collection is { Length: > 0 } collection ? collection + "-" + text : text;
        if (Passage.IsId(wanted))
        {
            return wanted;
        }

        string plain = new([.. wanted.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')]);
        return Marked(plain, wanted);
    }

    // The mark comes from what the passage says, not from where it stands: other passages may come and go.
    private static string Marked(string id, string content) =>
        id[..Math.Min(id.Length, Passage.MaxId - 20)].Trim('-') + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..8];

    private static string Short(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= MaxTitle ? line : line[..MaxTitle];
    }

    private static List<List<string>> Parts(IReadOnlyList<string> paragraphs)
    {
        var parts = new List<List<string>>();
        int used = MaxText;
        foreach (string paragraph in paragraphs.SelectMany(static text => Chunks(text.Trim())))
        {
            if (used + paragraph.Length > MaxText)
            {
                parts.Add([]);
                used = 0;
            }

            parts[^1].Add(paragraph);
            used += paragraph.Length;
        }

        return parts;
    }

    private static IEnumerable<string> Chunks(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int end = Math.Min(text.Length, at + MaxText);
            if (end < text.Length && text.LastIndexOf(' ', end - 1, end - at) is var space && space > at)
            {
                end = space;
            }

            yield return text[at..end].Trim();
            at = end;
        }
    }
}
