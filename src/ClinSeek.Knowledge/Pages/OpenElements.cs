using System.Collections.Frozen;

namespace ClinSeek.Knowledge.Pages;

/// <summary>
/// The elements that are open at a place of an HTML document, near enough to what the standard's tree would say to know what is
/// left out. Every step takes the same time, however deep or wrongly nested the document is.
/// </summary>
internal sealed class OpenElements
{
    // An end tag does not reach through these, and what one of them closes stays within the nearest one.
    private static readonly FrozenSet<string> Walls = FrozenSet.Create("table", "template", "object", "marquee", "applet", "svg", "math", "ul", "ol", "dl", "select");

    private static readonly FrozenSet<string> Void = FrozenSet.Create(
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr");

    // What may be in a head; anything else ends it.
    private static readonly FrozenSet<string> Head = FrozenSet.Create(
        "head", "html", "title", "meta", "link", "script", "style", "base", "noscript", "template");

    private static readonly FrozenDictionary<string, string[]> Ended = new Dictionary<string, string[]>
    {
        ["li"] = ["li"], ["dt"] = ["dt", "dd"], ["dd"] = ["dt", "dd"], ["tr"] = ["tr"], ["td"] = ["td", "th"], ["th"] = ["td", "th"],
        ["tbody"] = ["tr", "thead", "tbody"], ["tfoot"] = ["tr", "thead", "tbody"], ["option"] = ["option"],
    }.ToFrozenDictionary();

    private readonly List<string> names = [];
    private readonly Dictionary<string, Stack<int>> places = new(StringComparer.Ordinal);
    private readonly Stack<int> walls = new();

    /// <summary>How many are open.</summary>
    public int Count => names.Count;

    /// <summary>Takes notice of words: they end a head.</summary>
    public void Words()
    {
        if (Count > 0 && names[^1] == "head")
        {
            Close("head");
        }
    }

    /// <summary>Opens an element, after what it ends by beginning.</summary>
    /// <param name="name">The element.</param>
    /// <param name="isBlock">Whether it ends a paragraph.</param>
    /// <returns>Whether it is open now: some have no content.</returns>
    public bool Open(string name, bool isBlock)
    {
        if (!Head.Contains(name))
        {
            Close("head");
        }

        if (isBlock)
        {
            Close("p");
        }

        foreach (string ended in Ended.GetValueOrDefault(name) ?? [])
        {
            Close(ended);
        }

        if (Void.Contains(name))
        {
            return false;
        }

        if (!places.TryGetValue(name, out Stack<int>? own))
        {
            places.Add(name, own = new Stack<int>());
        }

        own.Push(names.Count);
        if (Walls.Contains(name))
        {
            walls.Push(names.Count);
        }

        names.Add(name);
        return true;
    }

    /// <summary>Closes the nearest element of a name with all in it, unless it stands behind a wall or is not open.</summary>
    public void Close(string name)
    {
        int wall = walls.Count > 0 ? walls.Peek() : -1;
        if (!places.TryGetValue(name, out Stack<int>? own) || own.Count == 0 || (own.Peek() < wall && !Walls.Contains(name)))
        {
            return;
        }

        for (int place = own.Peek(); names.Count > place; names.RemoveAt(names.Count - 1))
        {
            places[names[^1]].Pop();
            if (walls.Count > 0 && walls.Peek() == names.Count - 1)
            {
                walls.Pop();
            }
        }
    }
}
