namespace ClinSeek.Knowledge.Tools;

/// <summary>A page on the browser's stack.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Document">The passage behind a document page or a find page; null for results of a search.</param>
/// <param name="Links">Its links.</param>
internal sealed record BrowserPage(PageKind Kind, string? Document, IReadOnlyList<PageLink> Links);
