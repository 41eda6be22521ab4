using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tools;

/// <summary>What a citation means, or why it means nothing.</summary>
/// <param name="PageHash">The hash of the kept page, or null.</param>
/// <param name="Page">The kept page, or null.</param>
/// <param name="FirstLine">The first line cited.</param>
/// <param name="LastLine">The last line cited.</param>
/// <param name="Text">The lines, joined by line feeds.</param>
/// <param name="Problem">What is wrong and what would be right, or null.</param>
public sealed record CitationResolution(string? PageHash, KnowledgePage? Page, int FirstLine, int LastLine, string Text, string? Problem)
{
    internal static CitationResolution Wrong(string problem) => new(null, null, 0, 0, string.Empty, problem);
}
