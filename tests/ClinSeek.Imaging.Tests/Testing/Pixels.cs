namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Compares films without printing them.</summary>
internal static class Pixels
{
    public static void ShouldBeSame<T>(IReadOnlyList<T> actual, IReadOnlyList<T> expected, string? note = null)
        where T : IEquatable<T>
    {
        actual.Count.ShouldBe(expected.Count, note);
        int[] different = [.. Enumerable.Range(0, actual.Count).Where(i => !actual[i].Equals(expected[i]))];
        if (different.Length == 0) return;
        string first = string.Join(", ", different.Take(5).Select(i => $"[{i}] {actual[i]} for {expected[i]}"));
        Assert.Fail($"{different.Length} of {actual.Count} pixels differ: {first}. {note}");
    }
}
