using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Segmentation;

/// <summary>One connected part of a plane.</summary>
/// <param name="Pixels">Its places, as indices into the plane.</param>
/// <param name="Box">The smallest box around it, in the plane's own pixels.</param>
internal sealed record Region(IReadOnlyList<int> Pixels, FilmBox Box)
{
    /// <summary>The connected parts of what is set, the largest first; parts that only touch at corners are apart.</summary>
    public static IReadOnlyList<Region> Find(ReadOnlySpan<bool> set, int width)
    {
        var seen = new bool[set.Length];
        var regions = new List<Region>();
        var open = new Stack<int>();
        for (int start = 0; start < set.Length; start++)
        {
            if (!set[start] || seen[start]) continue;
            seen[start] = true;
            open.Push(start);
            regions.Add(Grow(set, seen, open, width));
        }

        return [.. regions.OrderByDescending(static region => region.Pixels.Count)];
    }

    private static Region Grow(ReadOnlySpan<bool> set, bool[] seen, Stack<int> open, int width)
    {
        var pixels = new List<int>();
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        while (open.TryPop(out int at))
        {
            pixels.Add(at);
            (int y, int x) = Math.DivRem(at, width);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            if (x > 0) Visit(set, seen, open, at - 1);
            if (x < width - 1) Visit(set, seen, open, at + 1);
            if (y > 0) Visit(set, seen, open, at - width);
            if (at + width < set.Length) Visit(set, seen, open, at + width);
        }

        return new Region(pixels, new FilmBox(left, top, right + 1, bottom + 1));
    }

    private static void Visit(ReadOnlySpan<bool> set, bool[] seen, Stack<int> open, int at)
    {
        if (!set[at] || seen[at]) return;
        seen[at] = true;
        open.Push(at);
    }
}
