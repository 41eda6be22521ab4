namespace ClinSeek.Knowledge.Pages;

/// <summary>A link of a page, numbered from 0 in the order in which the page shows them.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Line">The line that it points at there, or null where that is not known.</param>
/// <param name="Snippet">Text that stands there, to find the line by, or null.</param>
public sealed record PageLink(string Address, string Title, int? Line = null, string? Snippet = null);
