using System.Globalization;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Tests.Testing;

internal static class Passages
{
    public static Passage Of(string id, string title, params string[] text) =>
        new() { Id = id, Title = title, Text = text, Source = "A test", Date = "2026-01-01", License = "Apache-2.0" };

    /// <summary>A passage of as many short numbered paragraphs as asked.</summary>
    public static Passage Long(string id, int lines) =>
        Of(id, "Long " + id, [.. Enumerable.Range(0, lines).Select(static line => string.Create(CultureInfo.InvariantCulture, $"paragraph {line} with zebra{line} in it and some more words"))]);
}
