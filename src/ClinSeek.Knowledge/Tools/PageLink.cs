namespace ClinSeek.Knowledge.Tools;

/// <summary>A link of a page, numbered from 0 in the order in which the page shows them.</summary>
/// <param name="Document">The passage that it leads to.</param>
/// <param name="Line">The line of that passage that it points at.</param>
internal sealed record PageLink(string Document, int Line);
