using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Tools;

/// <summary>The page that a call's cursor names, or what is wrong with the cursor.</summary>
/// <param name="Cursor">The cursor, -1 resolved to the latest page.</param>
/// <param name="Page">The page, or null.</param>
/// <param name="Hash">The page's hash.</param>
/// <param name="Problem">What is wrong and what would be right, or null.</param>
internal readonly record struct PageChoice(int Cursor, KnowledgePage? Page, string Hash, string? Problem)
{
    public static PageChoice Wrong(int cursor, string problem) => new(cursor, null, string.Empty, problem);
}
