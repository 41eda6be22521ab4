namespace ClinSeek.Knowledge.Tools;

/// <summary>A page on the browser's stack, by what earlier results say of it.</summary>
/// <param name="Hash">The hash under which the page is kept.</param>
/// <param name="Address">Its address.</param>
internal sealed record BrowserPage(string Hash, string Address);
