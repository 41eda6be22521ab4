using System.Text;

namespace ClinSeek.Knowledge.Pages;

/// <summary>The links of a page in the order in which they are read, and the one that is being read.</summary>
/// <param name="address">The page's address, which relative links start from; null where links are left as their text.</param>
internal sealed class LinkList(Uri? address)
{
    private const int MaxAddress = 2000;

    private readonly List<PageLink> found = [];
    private readonly StringBuilder title = new();
    private Uri? target;

    /// <summary>The links, in order of number.</summary>
    public IReadOnlyList<PageLink> Found => found;

    /// <summary>How deep the link lies that is being read; -1 for none.</summary>
    public int OpenedAt { get; private set; } = -1;

    /// <summary>Begins a link where it leads to another page of the web.</summary>
    public void Open(string? href, int depth)
    {
        if (address is not null && href is { Length: > 0 and <= MaxAddress } && href[0] != '#'
            && Uri.TryCreate(address, href, out target) && target.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            OpenedAt = depth;
        }
    }

    /// <summary>Adds to the words of the link.</summary>
    public void Add(string words) => title.Append(words);

    /// <summary>Ends the link and gives it as it stands in the text; nothing where there is none, or none with words.</summary>
    public string Close()
    {
        if (OpenedAt < 0)
        {
            return string.Empty;
        }

        OpenedAt = -1;
        string words = string.Join(' ', title.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('【', '[').Replace('】', ']').Replace('†', '+');
        title.Clear();
        if (words.Length == 0)
        {
            return string.Empty;
        }

        string site = target!.Host == address!.Host ? string.Empty : "†" + target.Host;
        found.Add(new PageLink(target.GetLeftPart(UriPartial.Query), words));
        return $"【{found.Count - 1}†{words}{site}】";
    }
}
